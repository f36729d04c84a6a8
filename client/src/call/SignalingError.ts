import type { ErrorCode } from '@parley/protocol';

/** Why a request was not done: the server's code, or `disconnected` when no answer can come any more. */
export class SignalingError extends Error {
  override readonly name = 'SignalingError';
  readonly code: ErrorCode | 'disconnected';

  constructor(code: ErrorCode | 'disconnected', message: string) {
    super(message);
    this.code = code;
  }
}
