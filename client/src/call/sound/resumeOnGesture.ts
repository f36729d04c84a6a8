/** A browser starts an AudioContext only after the person touched the page. */
const gestures = ['pointerdown', 'keydown'] as const;

/** Starts the context as soon as the browser lets it, until the returned function is called. */
export function resumeOnGesture(context: AudioContext): () => void {
  const stop = new AbortController();
  const resume = () => void context.resume().catch(() => undefined);
  for (const name of gestures) globalThis.addEventListener(name, resume, stop);
  resume();
  return () => stop.abort();
}
