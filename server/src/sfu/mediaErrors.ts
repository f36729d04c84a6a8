// What mediasoup throws, in the words of the call.
import { NotFoundError, UnsupportedError, WorkerClosedError } from 'mediasoup/errors';
import { CallError } from '../call/CallError.ts';

/** Anything of mediasoup's that lives in a worker. */
interface Owner {
  readonly closed: boolean;
}

/**
 * Makes a request to the owner's worker. What it brings into being after the owner was closed has nobody to
 * close it, so it is discarded here.
 * @throws {CallError} `media_unavailable` when the owner is closed, before or during the request.
 */
export async function requestWhileOpen<T>(
  owner: Owner,
  request: () => Promise<T>,
  discard: (result: T) => void = () => {},
): Promise<T> {
  if (owner.closed) throw unavailable();
  let result: T;
  try {
    result = await request();
  } catch (error) {
    if (owner.closed || isOfClosed(error)) throw unavailable(error);
    throw error;
  }
  if (owner.closed) {
    discard(result);
    throw unavailable();
  }
  return result;
}

/**
 * An error of `transport.produce()` or `consume()`. What the parameters of the client are to blame for is a
 * TypeError or an UnsupportedError of ortc.ts, a TypeError of the worker, or an Error of the worker's RtpListener
 * about an SSRC, MID or RID that another producer of the transport has.
 */
export function mediaError(error: unknown): unknown {
  if (error instanceof NotFoundError) return new CallError('not_found', error.message, { cause: error });
  if (
    error instanceof TypeError ||
    error instanceof UnsupportedError ||
    (error instanceof Error && /already exists in RTP listener/.test(error.message))
  ) {
    return new CallError('unsupported_media', error.message, { cause: error });
  }
  return error;
}

/**
 * A pending request is rejected with WorkerClosedError when the worker dies (Channel.ts, `close`). One that crosses
 * the close of its owner finds no handler in the worker (Worker.cpp, `HandleRequest`), which may be before the
 * owner itself hears of it: a consumer whose producer was closed.
 */
function isOfClosed(error: unknown): boolean {
  return (
    error instanceof WorkerClosedError ||
    (error instanceof NotFoundError && error.message.includes('request handler'))
  );
}

function unavailable(cause?: unknown): CallError {
  return new CallError('media_unavailable', 'what the request is about is closed', { cause });
}
