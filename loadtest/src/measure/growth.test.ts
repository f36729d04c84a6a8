import { expect, test } from 'vitest';
import { growthOf } from './growth.ts';
import { Recorder } from './Recorder.ts';
import type { Moment } from './Timeline.ts';

/** A second with 100 joins. */
function moment(sfuMemory: number, serviceMemory: number): Moment {
  const recorder = new Recorder();
  recorder.counts.joins = 100;
  return {
    at: 0,
    seconds: 1,
    isMeasured: true,
    participants: 0,
    liveTracks: 0,
    sample: recorder.take(),
    generatorCpu: 0,
    generatorMemory: 0,
    generatorDrops: 0,
    server: { sfuCpu: 0, sfuMemory, serviceCpu: 0, serviceMemory, drops: 0 },
  };
}

test('memory that fills up at first and then stays has no slope', () => {
  const moments = Array.from({ length: 20 }, (_, n) => moment(Math.min(n, 8) * 1e6, 5e7));
  expect(growthOf(moments)).toMatchObject({ sfu: 0, service: 0 });
});

test('what every join leaves behind is told for a thousand of them', () => {
  const moments = Array.from({ length: 20 }, (_, n) => moment(1e7, n * 100 * 2_000));
  const growth = growthOf(moments);
  expect(growth?.sfu).toBe(0);
  expect(growth?.service).toBeCloseTo(2e6);
  expect(growth?.joins).toBe(900);
});

test('a few moments say nothing', () => {
  expect(growthOf([moment(1, 1), moment(2, 2)])).toBeUndefined();
});
