/** What carries frames to one client and back: a WebSocket, or anything that delivers texts in order. */
export interface Carrier {
  /** @param isUrgent Somebody waits for it: it may not be held back for others to go with it. */
  send(text: string, isUrgent: boolean): void;
  /** Closes with a WebSocket close code. */
  close(code: number, reason: string): void;
  /** Bytes that were sent and have not left yet. */
  readonly bufferedBytes: number;
}
