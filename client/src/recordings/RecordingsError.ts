/** What the server says (docs/api.md); `unreachable`: no answer came; `internal`: any other. */
const recordingsErrorCodes = [
  'unauthorized',
  'forbidden',
  'too_many_tries',
  'not_found',
  'running',
  'damaged',
  'no_tracks',
  'unavailable',
  'unreachable',
  'internal',
] as const;
export type RecordingsErrorCode = (typeof recordingsErrorCodes)[number];

const codes: ReadonlySet<unknown> = new Set(recordingsErrorCodes);

/** What may be otherwise in a moment. */
const passing: ReadonlySet<RecordingsErrorCode> = new Set([
  'too_many_tries',
  'unavailable',
  'unreachable',
  'internal',
] as const);

export const isPassing = (code: RecordingsErrorCode): boolean => passing.has(code);

/** Why the server did not do what the page asked of it. */
export class RecordingsError extends Error {
  override readonly name = 'RecordingsError';
  readonly code: RecordingsErrorCode;

  constructor(code: RecordingsErrorCode, message: string) {
    super(message);
    this.code = code;
  }

  /** @param body What the server answered: a problem, unless something stood in its place. */
  static of(body: unknown): RecordingsError {
    const { code, detail } = (body ?? {}) as Partial<Record<'code' | 'detail', unknown>>;
    return new RecordingsError(
      codes.has(code) ? (code as RecordingsErrorCode) : 'internal',
      typeof detail === 'string' ? detail : '',
    );
  }
}

/** What became of something that was asked for. */
export function codeOf(error: unknown): RecordingsErrorCode {
  return error instanceof RecordingsError ? error.code : 'internal';
}
