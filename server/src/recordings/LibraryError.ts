/** What the API answers with, by its HTTP status. */
export const libraryErrors = {
  invalid_request: 400,
  unauthorized: 401,
  /** A link is for watching. */
  forbidden: 403,
  not_found: 404,
  /** It is being recorded. */
  running: 409,
  /** Its manifest cannot be read: it was edited, or is not one. */
  damaged: 409,
  /** There are no tracks any more of which a film could be made. */
  no_tracks: 409,
  range_not_satisfiable: 416,
  too_many_tries: 429,
  /** It is in a bucket that does not answer. */
  unavailable: 503,
} as const;

export type LibraryErrorCode = keyof typeof libraryErrors;

/** Something that cannot be had of the recordings, in words for who asked. */
export class LibraryError extends Error {
  override readonly name = 'LibraryError';
  readonly code: LibraryErrorCode;

  constructor(code: LibraryErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
