import type { ScreenProblem } from './CallState.ts';
import { deviceProblem } from './deviceProblem.ts';

/** What an error of getDisplayMedia means. Undefined: the person did not want to after all. */
export function screenProblem(error: unknown): ScreenProblem | undefined {
  const problem = deviceProblem(error);
  if (problem === 'refused') return undefined;
  return problem === 'refused_by_system' ? problem : 'failed';
}
