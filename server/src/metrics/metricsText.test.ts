import { expect, test } from 'vitest';
import { metricsText } from './metricsText.ts';

test('each metric has its help and type once, with the samples of every source', () => {
  const text = metricsText([
    { parley_rooms: [[3]], parley_worker_pipes: [['0', 1]] },
    { parley_worker_pipes: [['1', 2]] },
  ]);
  expect(text).toBe(`# HELP parley_rooms Rooms that are open.
# TYPE parley_rooms gauge
parley_rooms 3
# HELP parley_worker_pipes Pipes that end at it: one for each room and other worker.
# TYPE parley_worker_pipes gauge
parley_worker_pipes{worker="0"} 1
parley_worker_pipes{worker="1"} 2
`);
});

test('what nobody tells is left out', () => {
  expect(metricsText([{}])).toBe('');
});
