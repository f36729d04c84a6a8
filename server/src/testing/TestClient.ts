import type {
  CloseReason,
  Method,
  NotificationData,
  NotificationFrame,
  NotificationMethod,
  RequestData,
  RequestResult,
  ResponseFrame,
  ServerFrame,
  Snapshot,
} from '@parley/protocol';
import { PROTOCOL_VERSION } from '@parley/protocol';
import { SignalingSession, type SignalingDependencies } from '../signaling/SignalingSession.ts';
import {
  browserRtpCapabilities,
  fingerprints,
  opusParameters,
  vp8ScreenParameters,
  vp8SimulcastParameters,
} from './rtp.ts';

/** A client whose socket is a function call: what it sends is there at once, what it gets is kept. */
export class TestClient {
  /** Everything that came, in order. */
  readonly frames: ServerFrame[] = [];
  closed: { code: number; reason: CloseReason } | undefined;
  /** What the carrier says of frames that wait. */
  bufferedBytes = 0;
  snapshot: Snapshot | undefined;
  readonly #session: SignalingSession;
  readonly #waiting = new Map<number, (frame: ResponseFrame) => void>();
  #nextId = 1;

  constructor(dependencies: SignalingDependencies) {
    // The session speaks first, before its constructor returns.
    const bufferedBytes = () => this.bufferedBytes;
    this.#session = new SignalingSession(
      {
        send: (text) => {
          this.#take(JSON.parse(text) as ServerFrame);
        },
        close: (code, reason) => {
          this.closed = { code, reason: reason as CloseReason };
        },
        get bufferedBytes() {
          return bufferedBytes();
        },
      },
      dependencies,
    );
  }

  get id(): string {
    return this.joinedWith.self.id;
  }

  /** The snapshot of its join. */
  get joinedWith(): Snapshot {
    if (!this.snapshot) throw new Error('this client has not joined');
    return this.snapshot;
  }

  /** Sends any text as a frame. */
  sendText(text: string): void {
    this.#session.receive(text);
  }

  /** Resolves with the response, whatever it says. */
  ask(method: string, data: unknown = {}): Promise<ResponseFrame> {
    const id = this.#nextId++;
    const answered = new Promise<ResponseFrame>((resolve) => this.#waiting.set(id, resolve));
    this.sendText(JSON.stringify({ kind: 'request', id, method, data }));
    return answered;
  }

  /** Resolves with the result. @throws {Error} with the code where there is none. */
  async request<M extends Method>(method: M, data: RequestData<M>): Promise<RequestResult<M>> {
    const response = await this.ask(method, data);
    if (!response.ok) throw new Error(response.error.code);
    return response.data as RequestResult<M>;
  }

  /** Resolves with the code of the error that must come. */
  async refused(method: string, data: unknown = {}): Promise<string> {
    const response = await this.ask(method, data);
    if (response.ok) throw new Error(`${method} was not refused`);
    return response.error.code;
  }

  async join(overrides: Partial<RequestData<'join'>> = {}): Promise<Snapshot> {
    this.snapshot = await this.request('join', joinData(overrides));
    return this.snapshot;
  }

  /** Comes back on this socket as the one who had the snapshot, with what their browser still has. */
  async resume(
    { room, resumeToken, direct }: Snapshot,
    kept: { mediaId?: string; directId?: string } = {},
  ): Promise<Snapshot> {
    const resume = { token: resumeToken, ...kept };
    return this.join({ room: room.name, direct: direct !== undefined, resume });
  }

  async sendMicrophone(options: { muted?: boolean } = {}): Promise<void> {
    const track = {
      id: 'microphone',
      kind: 'audio',
      source: 'microphone',
      muted: false,
      ...options,
    } as const;
    await this.request('produce', { mediaId: this.mediaId, track, rtpParameters: opusParameters });
  }

  async sendCamera(options: { muted?: boolean; id?: string } = {}): Promise<void> {
    const track = { id: 'camera', kind: 'video', source: 'camera', muted: false, ...options } as const;
    await this.request('produce', { mediaId: this.mediaId, track, rtpParameters: vp8SimulcastParameters });
  }

  /** One's screen, with what is heard of it. */
  async shareScreen(): Promise<void> {
    const { mediaId } = this;
    const picture = { id: 'screen', kind: 'video', source: 'screen', muted: false } as const;
    const sound = { id: 'screenSound', kind: 'audio', source: 'screenSound', muted: false } as const;
    await this.request('produce', { mediaId, track: picture, rtpParameters: vp8ScreenParameters });
    const rtpParameters = { ...opusParameters, mid: '3', encodings: [{ ssrc: 3_333 }] };
    await this.request('produce', { mediaId, track: sound, rtpParameters });
  }

  get mediaId(): string {
    const [reset] = this.told('mediaReset').slice(-1);
    return reset?.media.id ?? this.snapshot?.media.id ?? '';
  }

  /** What came by notifications of one kind. */
  told<M extends NotificationMethod>(method: M): NotificationData<M>[] {
    return this.news
      .filter((frame) => frame.method === method)
      .map(({ data }) => data as NotificationData<M>);
  }

  get news(): NotificationFrame[] {
    return this.frames.filter((frame) => frame.kind === 'notification');
  }

  /** The names of the notifications that came, in order, without the welcome. */
  get newsMethods(): NotificationMethod[] {
    return this.news.map(({ method }) => method).slice(1);
  }

  /** The network breaks: neither side said anything. */
  loseSocket(): void {
    this.#session.carrierClosed();
  }

  #take(frame: ServerFrame): void {
    this.frames.push(frame);
    if (frame.kind !== 'response') return;
    this.#waiting.get(frame.id)?.(frame);
    this.#waiting.delete(frame.id);
  }
}

export function joinData(overrides: Partial<RequestData<'join'>> = {}): RequestData<'join'> {
  return {
    protocolVersion: PROTOCOL_VERSION,
    room: 'garden',
    displayName: 'Ana',
    rtpCapabilities: browserRtpCapabilities,
    fingerprints,
    subscribe: ['audio', 'video'],
    ...overrides,
  };
}
