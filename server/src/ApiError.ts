import type { ProblemCode } from '@parley/protocol';

/** Something that cannot be had by HTTP, in words for who asked. Any other error is the server's own. */
export class ApiError<Code extends ProblemCode = ProblemCode> extends Error {
  override readonly name: string = 'ApiError';
  readonly code: Code;

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
