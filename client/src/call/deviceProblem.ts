import type { DeviceProblem } from './CallState.ts';

/** What an error of getUserMedia means to the person. https://w3c.github.io/mediacapture-main/#methods-5 */
export function deviceProblem(error: unknown): DeviceProblem {
  const { name, message } = named(error);
  switch (name) {
    case 'NotAllowedError':
      // Chromium: "Permission denied by system".
      return /\bsystem\b/i.test(message) ? 'refused_by_system' : 'refused';
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

/** OverconstrainedError is no Error everywhere. */
export function named(error: unknown): { name: string; message: string } {
  const { name, message } = (error ?? {}) as { name?: unknown; message?: unknown };
  return { name: String(name), message: String(message) };
}
