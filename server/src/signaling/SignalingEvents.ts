/** What a signaling session tells of itself, for whoever counts. */
export interface SignalingEvents {
  joined(join: { resumed: boolean }): void;
  /** @param code Of the error that the client got. */
  joinRefused(code: string): void;
}
