import type { ProblemCode } from '@parley/protocol';
import { ApiError } from '../ApiError.ts';

/** `forbidden`: a link is for watching; `unavailable`: it is in a bucket that does not answer. */
export type LibraryErrorCode = Extract<
  ProblemCode,
  | 'invalid_request'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'running'
  | 'damaged'
  | 'no_tracks'
  | 'range_not_satisfiable'
  | 'unavailable'
>;

/** Something that cannot be had of the recordings, in words for who asked. */
export class LibraryError extends ApiError<LibraryErrorCode> {
  override readonly name = 'LibraryError';
}
