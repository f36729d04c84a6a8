import type { DeviceProblem } from './CallState.ts';

/** What an error of getUserMedia means to the person. https://w3c.github.io/mediacapture-main/#methods-5 */
export function deviceProblem(error: unknown): DeviceProblem {
  if (!(error instanceof Error)) return 'failed';
  switch (error.name) {
    case 'NotAllowedError':
      // Chromium: "Permission denied by system".
      return /\bsystem\b/i.test(error.message) ? 'refused_by_system' : 'refused';
    case 'SecurityError':
      return 'refused';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'failed';
  }
}
