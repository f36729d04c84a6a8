import type { DrainState, NodeState, RoomState } from '@parley/protocol';
import { askApi, type ApiRequest } from '../recordings/askApi.ts';
import type { AdminApi } from './AdminApi.ts';

/** The server's own API. */
export class HttpAdminApi implements AdminApi {
  readonly #fetch: typeof fetch;

  /** @param fetch The browser's. */
  constructor(fetch: typeof globalThis.fetch) {
    this.#fetch = fetch;
  }

  async node(key: string, signal?: AbortSignal): Promise<NodeState> {
    return (await this.#ask('/node', key, { signal })) as NodeState;
  }

  async room(key: string, roomId: string, signal?: AbortSignal): Promise<RoomState> {
    return (await this.#ask(roomPath(roomId), key, { signal })) as RoomState;
  }

  async endRoom(key: string, roomId: string): Promise<void> {
    await this.#ask(roomPath(roomId), key, { method: 'DELETE' });
  }

  async removePerson(key: string, roomId: string, peerId: string): Promise<void> {
    await this.#ask(`${roomPath(roomId)}/people/${encodeURIComponent(peerId)}`, key, { method: 'DELETE' });
  }

  async drain(key: string, seconds: number | undefined): Promise<DrainState> {
    const body = seconds === undefined ? {} : { seconds };
    return (await this.#ask('/drain', key, { method: 'POST', body })) as DrainState;
  }

  async cancelDrain(key: string): Promise<void> {
    await this.#ask('/drain', key, { method: 'DELETE' });
  }

  #ask(path: string, key: string, request: ApiRequest): Promise<unknown> {
    // As a function of its own: the browser's asks for no other `this`.
    const send = this.#fetch;
    return askApi(send, `/api/admin${path}`, key, request);
  }
}

const roomPath = (roomId: string): string => `/rooms/${encodeURIComponent(roomId)}`;
