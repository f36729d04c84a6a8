import { expect, test } from 'vitest';
import { Recorder } from '../measure/Recorder.ts';
import type { Moment } from '../measure/Timeline.ts';
import { readOptions } from '../run/options.ts';
import type { ProbeResult } from '../probe/ProbeResult.ts';
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

const probe: ProbeResult = {
  name: 'Chromium 1',
  pictures: 1,
  framesPerSecond: 29.9,
  freezes: 2,
  delay: { p50: 108.2, p95: 147, max: 12_345 },
  soundEnergy: 0.5,
  concealed: 0.01,
};

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
  const page = pageOf({ ...report(), probes: [probe] });
  expect(/<script|<link|<img|@import|url\(|src=/.exec(page)).toBeNull();
  expect(page).toContain('join: &lt;b&gt;room_full&lt;/b&gt;');
  expect(page.match(/<svg/g)).toHaveLength(6);
  expect(page).toContain('<th scope="row">from due to on the screen</th><td>108 ms</td>');
  expect(/NaN|Infinity|undefined/.exec(page)).toBeNull();
});

test('where nothing was measured the report says so', () => {
  const empty = report({ isMeasured: false });
  expect(empty.invalid).toContain('nothing was measured');
  expect(/NaN|Infinity|undefined/.exec(pageOf(empty) + tableOf(empty))).toBeNull();
});

test('a server on another machine, and what was never seen, is no line at zero', () => {
  const page = pageOf(report({ server: undefined }));
  expect(page).toContain('generator');
  expect(page).not.toContain('>SFU<');
  const none = pageOf(report({ sample: new Recorder().take() }));
  expect(none.match(/There are no figures of it/g)).toHaveLength(2);
});

test('the table fits into 80 columns, with its figures below each other', () => {
  const failure = `sending (the connection to ${'192.0.2.1:20000, '.repeat(8)}was lost)`;
  const table = tableOf({
    ...report({ generatorCpu: 0.95 }),
    probes: [probe],
    failures: { [failure]: 3 },
    growth: { sfu: 1e6, service: -1e6, joins: 2_000 },
    times: {
      ...report().times,
      join: { count: 1, mean: 1, p50: 1, p95: 1, p99: 1, p999: 54_321, max: 54_321 },
    },
  });
  const lines = table.split('\n');
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  const head = lines.find((line) => line.startsWith('One way')) ?? '';
  const latency = lines.find((line) => line.startsWith('  latency')) ?? '';
  expect(latency[head.indexOf('p50') + 2]).toBe('s');
  expect(latency[head.indexOf('max') + 2]).toBe('s');
  expect(table.replaceAll(/\s+/g, ' ')).toContain(`failed: ${failure} 3`);
});
