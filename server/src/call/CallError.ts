import type { ErrorCode } from '@parley/protocol';

/** A request that cannot be done, for a reason that the client is told: the code reaches the wire. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
