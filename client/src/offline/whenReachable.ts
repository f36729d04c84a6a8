import { retryDelay } from '../call/connectionMachine.ts';

/** What answers as soon as the server serves, and is kept by nobody. */
const ALIVE = '/healthz';
/** Milliseconds that an answer may take: a line that has just come up can swallow what is sent. */
const PATIENCE = 5_000;

/**
 * Tells when the server answers again: it is asked at once when the device is back in the network, and from time to time
 * besides. A device can be in its network before the server can be reached, and the server can be away while the network is there.
 *
 * @returns ends it
 */
export function whenReachable(tell: () => void): () => void {
  const ended = new AbortController();
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsking = false;
  const ask = async () => {
    if (isAsking) return;
    isAsking = true;
    clearTimeout(timer);
    const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(PATIENCE)]);
    const isThere = await fetch(ALIVE, { cache: 'no-store', signal }).then(
      ({ ok }) => ok,
      () => false,
    );
    isAsking = false;
    if (ended.signal.aborted) return;
    if (isThere) tell();
    else askLater();
  };
  const askLater = () => {
    attempt += 1;
    // A moment ago there was no answer: the first try of those, which comes at once, has been made.
    timer = setTimeout(() => void ask(), retryDelay(attempt + 1, Math.random));
  };
  addEventListener('online', () => void ask(), { signal: ended.signal });
  askLater();
  return () => {
    clearTimeout(timer);
    ended.abort();
  };
}
