import { expect, test } from 'vitest';
import { Recorder } from '../measure/Recorder.ts';
import type { Moment } from '../measure/Timeline.ts';
import { readOptions } from '../run/options.ts';
import { pageOf } from './page.ts';
import { reportOf, type Report } from './Report.ts';
import { tableOf } from './table.ts';

function report(change: Partial<Moment> = {}): Report {
  const options = readOptions(['--url', 'http://localhost:3000/?<script>']);
  if (!options) throw new Error('help');
  const moments = Array.from({ length: 5 }, (_, n): Moment => {
    const recorder = new Recorder();
    Object.assign(recorder.counts, { expected: 1_000, received: 990, recovered: 5, receivedBytes: 125_000 });
    for (let packet = 0; packet < 990; packet += 1) recorder.record('latency', 1 + (packet % 10) / 10);
    recorder.failed('join: <b>room_full</b>');
    return {
      at: 1_000 * (n + 1),
      seconds: 1,
      isMeasured: n > 0,
      participants: 11,
      liveTracks: 20,
      sample: recorder.take(),
      generatorCpu: 0.5,
      generatorMemory: 1e8,
      generatorDrops: 0,
      server: { sfuCpu: 0.099, sfuMemory: 1e8, serviceCpu: 0.01, serviceMemory: 1e8, drops: 0 },
      ...change,
    };
  });
  const facts = {
    joined: 11,
    planned: 11,
    joinsPerSecond: 11,
    interrupted: false,
    steps: [],
    churned: 0,
    kept: undefined,
  };
  return reportOf({ options, startedAt: 0, moments, expectedTracks: 20, ...facts }, []);
}

test('the figures are those of the seconds that were measured', () => {
  const { packets, loss, bitsPerSecond, seconds, tracks, times, server, invalid } = report();
  expect(packets).toMatchObject({
    expected: 4_000,
    received: 3_960,
    recovered: 20,
    lost: 20,
    perSecond: 990,
  });
  expect(loss).toBe(0.005);
  expect(bitsPerSecond).toBe(1e6);
  expect({ seconds, tracks }).toEqual({ seconds: 4, tracks: { received: 20, expected: 20 } });
  expect(times.latency?.p50).toBeCloseTo(1.4, 1);
  expect(server?.microsecondsPerPacket).toBeCloseTo(100, 6);
  expect(invalid).toEqual([]);
});

test('a generator that was too busy, or dropped packets, makes them invalid', () => {
  expect(report({ generatorCpu: 0.9 }).invalid).toHaveLength(1);
  expect(report({ generatorDrops: 1 }).invalid).toHaveLength(1);
  expect(tableOf(report({ generatorCpu: 0.9 }))).toContain("INVALID: the generator's core was 90 % busy");
});

test('the page needs nothing else, and nothing in it is taken for markup', () => {
  const page = pageOf(report());
  expect(/<script|<link|<img|@import|url\(|src=/.exec(page)).toBeNull();
  expect(page).toContain('join: &lt;b&gt;room_full&lt;/b&gt;');
  expect(page.match(/<svg/g)).toHaveLength(6);
  expect(/NaN|Infinity|undefined/.exec(page)).toBeNull();
});

test('where nothing was measured the report says so', () => {
  const empty = report({ isMeasured: false });
  expect(empty.invalid).toContain('nothing was measured');
  expect(/NaN|Infinity|undefined/.exec(pageOf(empty) + tableOf(empty))).toBeNull();
});
