import type { Method, RequestData, RequestResult, TrackSource } from '@parley/protocol';

/** What the media of a call has to say to the others. */
export interface MediaSignals {
  /** @throws {SignalingError} `disconnected` while nobody can hear it: the next snapshot makes it good. */
  request<M extends Method>(method: M, data: RequestData<M>): Promise<RequestResult<M>>;
  /** A track of somebody came or went, or the way of the media broke or healed. */
  changed(): void;
  /** Packets do not get through any more: the network may have changed, and the socket be dead as well. */
  doubt(): void;
  /** One's own track cannot be sent, for a reason that trying again does not help. */
  failed(source: TrackSource): void;
}
