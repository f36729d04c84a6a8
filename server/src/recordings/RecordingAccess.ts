/** What the token of a recording lets its holder do. */
export interface OpenedRecording {
  readonly recordingId: string;
  /** Delete it, and decide on its film, beside watching it. */
  readonly mayChange: boolean;
}

/** Who may see what of the recordings. */
export interface RecordingAccess {
  /**
   * @param key The operator's key, or the token of a recording.
   * @param network Of the client, where it can be told from others.
   * @returns What it opens: everything, or one recording.
   * @throws {ApiError} `unauthorized`, after a while; `too_many_tries`
   */
  open(key: string | undefined, network: string | undefined): Promise<'all' | OpenedRecording>;
  /** A token for a link to a recording. */
  linkToken(recordingId: string): string;
  /** Whether a ticket opens the files of a recording. */
  verifyTicket(recordingId: string, ticket: string): boolean;
}
