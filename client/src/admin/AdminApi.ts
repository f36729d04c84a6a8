import type { DrainState, NodeState, RoomState } from '@parley/protocol';

/** What the operator may ask of the server: docs/admin.md. Each rejects with a RecordingsError. */
export interface AdminApi {
  node(key: string, signal?: AbortSignal): Promise<NodeState>;
  room(key: string, roomId: string, signal?: AbortSignal): Promise<RoomState>;
  endRoom(key: string, roomId: string): Promise<void>;
  removePerson(key: string, roomId: string, peerId: string): Promise<void>;
  /** @param seconds For how long at most. Undefined: as the server is set. */
  drain(key: string, seconds: number | undefined): Promise<DrainState>;
  cancelDrain(key: string): Promise<void>;
}
