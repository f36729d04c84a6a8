/** How often something is measured at most. */
const MAX_TRIES = 4;

/** Measures again what other programs have disturbed, which took the core of a server. The last try counts in any case. */
export async function undisturbed<T>(
  measure: () => Promise<T>,
  isDisturbed: (found: T) => boolean,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const found = await measure();
    if (tries === MAX_TRIES || !isDisturbed(found)) return found;
    console.log('  disturbed by other programs: once more');
  }
}
