/**
 * `unauthorized`: neither key nor token, or a wrong key; `not_found`: there is none, or it is somebody else's; `running`: it is
 * still being recorded; `unreachable`: no answer came; `internal`: any other.
 */
export type RecordingsErrorCode = 'unauthorized' | 'not_found' | 'running' | 'unreachable' | 'internal';

const codes: ReadonlySet<unknown> = new Set<RecordingsErrorCode>(['unauthorized', 'not_found', 'running']);

/** Why the server did not do what the page asked of it. */
export class RecordingsError extends Error {
  override readonly name = 'RecordingsError';
  readonly code: RecordingsErrorCode;

  constructor(code: RecordingsErrorCode, message: string) {
    super(message);
    this.code = code;
  }

  /** @param body What the server answered: `{code, message}`, unless something stood in its place. */
  static of(body: unknown): RecordingsError {
    const { code, message } = (body ?? {}) as Partial<Record<'code' | 'message', unknown>>;
    return new RecordingsError(
      codes.has(code) ? (code as RecordingsErrorCode) : 'internal',
      typeof message === 'string' ? message : '',
    );
  }
}

/** What became of something that was asked for. */
export function codeOf(error: unknown): RecordingsErrorCode {
  return error instanceof RecordingsError ? error.code : 'internal';
}
