import type { Problem } from './channel.ts';

/** Why something could not be made, in words for whoever operates the service. */
export class ComposeError extends Error {
  override readonly name = 'ComposeError';
  readonly problem: Problem;

  constructor(problem: Problem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}
