/** Milliseconds that a page which is never idle is waited for. */
const PATIENCE = 1_500;

/** Runs it once what is shown has been painted and nothing else is to be done, unless it is called off by then. */
export function whenIdle(run: () => void): () => void {
  if (!('requestIdleCallback' in globalThis)) {
    // Safari.
    const timer = setTimeout(run, 200);
    return () => clearTimeout(timer);
  }
  const idle = requestIdleCallback(run, { timeout: PATIENCE });
  return () => cancelIdleCallback(idle);
}
