/** In milliseconds. */
export interface PollLimits {
  readonly limit?: number;
  readonly pause?: number;
}

/** Asks again and again until the answer is true. @throws {Error} when the limit is over. */
export async function poll(
  what: string,
  ask: () => boolean | undefined | Promise<boolean | undefined>,
  { limit = 15_000, pause = 50 }: PollLimits = {},
): Promise<void> {
  const end = Date.now() + limit;
  while (!(await ask())) {
    if (Date.now() > end) throw new Error(`waited ${limit} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
