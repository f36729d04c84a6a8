import { PROTOCOL_VERSION } from '@parley/protocol/constants';
import { poll } from './poll.ts';

/** Somebody who is in a room by signaling only: costs no browser, sends nothing and takes nothing. */
export class Bystander {
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  static async join(serverUrl: string, roomUrl: string): Promise<Bystander> {
    const room = new URL(roomUrl).pathname.split('/').at(-1);
    const socket = new WebSocket(`${serverUrl.replace('http', 'ws')}/ws`);
    let answer: { kind: string; id?: number; ok?: boolean } | undefined;
    socket.addEventListener('message', ({ data }) => {
      const frame = JSON.parse(String(data)) as NonNullable<typeof answer>;
      if (frame.kind === 'response' && frame.id === 1) answer = frame;
    });
    socket.addEventListener('open', () => {
      const opus = { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 };
      const data = {
        protocolVersion: PROTOCOL_VERSION,
        room,
        displayName: 'Bystander',
        rtpCapabilities: { codecs: [{ ...opus, preferredPayloadType: 100 }], headerExtensions: [] },
        fingerprints: [{ algorithm: 'sha-256', value: Array(32).fill('AB').join(':') }],
        subscribe: [],
      };
      socket.send(JSON.stringify({ kind: 'request', id: 1, method: 'join', data }));
    });
    await poll('the bystander to be answered', () => answer !== undefined);
    if (!answer?.ok) throw new Error(`the bystander was refused: ${JSON.stringify(answer)}`);
    return new Bystander(socket);
  }

  leave(): void {
    this.#socket.send(JSON.stringify({ kind: 'request', id: 2, method: 'leave', data: {} }));
  }
}
