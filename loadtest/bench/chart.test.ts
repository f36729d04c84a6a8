import { expect, test } from 'vitest';
import { chartOf } from './chart.ts';
import { resultsOf } from './results.ts';
import type { Round } from './Crowd.ts';

function round(microseconds: number): Round {
  return {
    packetsPerSecond: 1_000,
    microsecondsPerPacket: microseconds,
    microsecondsInAll: microseconds + 0.5,
    mediaCpu: 0.1,
    serviceCpu: 0.01,
    generatorCpu: 0.1,
    lost: 1,
    p50: 1,
    p99: 2,
    mediaMemory: 1e7,
    serviceMemory: 1e8,
    stalled: 0,
    invalid: [],
  };
}

const rounds = new Map([
  [
    'livestream' as const,
    new Map([
      ['parley' as const, [12, 10, 30].map(round)],
      ['mediasoup' as const, [10, 10, 20].map(round)],
    ]),
  ],
]);

test('each round is compared to its own, and a disturbed one changes no median', () => {
  const [result] = resultsOf(rounds, 5).scenarios;
  expect(result?.toBare).toBe(1.2);
  expect(result?.toJanus).toBeNull();
  expect(result?.servers.parley).toMatchObject({ microsecondsPerPacket: 12, lost: 3 });
});

test('the chart has a bar for each server that was measured, the longest for the dearest', () => {
  const svg = chartOf(resultsOf(rounds, 5));
  const widths = [...svg.matchAll(/<rect class="(\w+)".* width="([\d.]+)"/g)].map(
    ([, kind, width]) => [kind, Number(width)] as const,
  );
  expect(widths.map(([kind]) => kind)).toEqual(['parley', 'mediasoup']);
  expect(widths[0]?.[1]).toBeGreaterThan(widths[1]?.[1] ?? Infinity);
  expect(svg).toContain('12.5 µs');
});
