import { expect, test } from 'vitest';
import { deviceProblem } from './deviceProblem.ts';

test.each([
  ['NotAllowedError', 'Permission denied', 'refused'],
  ['NotAllowedError', 'Permission dismissed', 'refused'],
  ['NotAllowedError', 'Permission denied by system', 'refused_by_system'],
  ['SecurityError', '', 'refused'],
  ['NotFoundError', 'Requested device not found', 'missing'],
  ['OverconstrainedError', '', 'missing'],
  ['NotReadableError', 'Could not start video source', 'busy'],
  ['AbortError', 'Starting videoinput failed', 'busy'],
  ['TypeError', '', 'failed'],
])('%s “%s” is %s', (name, message, problem) => {
  expect(deviceProblem(new DOMException(message, name))).toBe(problem);
});

test('an error that is no Error counts by its name', () => {
  expect(deviceProblem({ name: 'OverconstrainedError' })).toBe('missing');
});

test('what is no error at all is a failure', () => {
  expect(deviceProblem('what')).toBe('failed');
});
