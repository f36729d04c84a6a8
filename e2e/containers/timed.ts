/** Tells how long something took that is no check. @throws what it throws. */
export async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work();
  console.log(`       ${what}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return result;
}
