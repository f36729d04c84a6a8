/**
 * One pipe of frames to the server. It may be a WebSocket or anything else that keeps the order. The first frame
 * comes from the server, so nobody needs to know when the pipe was opened.
 */
export interface Carrier {
  send(text: string): void;
  close(code?: number): void;
}

export interface CarrierEvents {
  received(text: string): void;
  /** Once, whoever closed; never before `OpenCarrier` has returned. */
  closed(code: number): void;
}

export type OpenCarrier = (events: CarrierEvents) => Carrier;
