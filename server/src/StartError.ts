/** Why the server cannot start, in words for its operator: everything at once, each with what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(`Parley cannot start:\n${problems.map((problem) => `  ${problem}`).join('\n')}`, options);
    this.problems = problems;
  }
}
