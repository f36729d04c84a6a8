/** What carries frames to one client and back: a WebSocket, or anything that delivers texts in order. */
export interface Carrier {
  send(text: string): void;
  /** Closes with a WebSocket close code. */
  close(code: number, reason: string): void;
  /** Bytes that were sent and have not left yet. */
  readonly bufferedBytes: number;
}
