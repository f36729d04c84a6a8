import { expect, test } from 'vitest';
import type { LabCall } from './calls.ts';
import type { Connection } from './Connection.ts';
import type { Outcome } from './outcome.ts';
import { lineOf } from './report.ts';

const call: LabCall = {
  setup: 'server only',
  networks: ['cone', 'UDP blocked'],
  browsers: ['chromium', 'chromium'],
};
const byUdp: Connection = { to: 'server', carriage: 'UDP', relayed: false, pair: 'prflx–host' };
const byTcp: Connection = { ...byUdp, carriage: 'TCP' };
const outcome: Outcome = {
  said: ['server', 'server'],
  connections: [
    [byUdp, { ...byUdp, pair: 'srflx–host' }],
    [byTcp, byTcp],
  ],
  firstPicture: 1234,
};

test('a line has what each of the two used, and each thing once', () => {
  const cells = lineOf(call, outcome, true).split(/ {2,}/);
  expect(cells).toEqual([
    'ok',
    'cone × UDP blocked',
    'server',
    'UDP · TCP',
    'prflx–host/srflx–host · prflx–host',
    '1.2 s',
  ]);
  expect(lineOf(call, outcome, false)).toMatch(/^WRONG /);
});

test('a bad line adds a line for each of the two', () => {
  const quality = {
    framesPerSecond: 29.96,
    freezes: 2,
    frozen: 0.51,
    concealed: 0.0123,
    samplesPerSecond: 48_000,
    audioRate: 24_100,
    videoRate: 901_000,
    roundTrip: 0.4,
  };
  const lines = lineOf(call, { ...outcome, quality: [quality, quality] }, true).split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[2]?.trim()).toBe(
    'bad line:  30.0 frames/s, 2 freezes (0.5 s), 1.2 % of the sound concealed, sound 24 kbit/s, ' +
      'picture 901 kbit/s, round trip 400 ms',
  );
});

test('a move adds a line', () => {
  const breaks = { freeze: 2560, silence: 2340 };
  const interruption = {
    online: undefined,
    found: 2000,
    restartAsked: 2100,
    resumed: true,
    breaks: [breaks, { ...breaks, silence: 2040 }] as const,
  };
  const lines = lineOf(call, { ...outcome, interruption }, true).split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]?.trim()).toBe(
    'page told never, browser knew after 2.0 s, restart asked for after 2.1 s; ' +
      'who stayed: 2.6 s without picture, 2.3 s without sound; ' +
      'who moved: 2.6 s without picture, 2.0 s without sound',
  );
});
