/** Why the server cannot start, in words for its operator: everything at once, each with what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(`Parley cannot start:\n${problems.map((problem) => `  ${problem}`).join('\n')}`, options);
    this.problems = problems;
  }
}

/** One error for several parts that could not start. One that is no operator's mistake comes alone. */
export function joinStartErrors(errors: readonly unknown[]): unknown {
  const unexpected = errors.find((error) => !(error instanceof StartError));
  if (unexpected !== undefined) return unexpected;
  return new StartError((errors as StartError[]).flatMap(({ problems }) => problems));
}
