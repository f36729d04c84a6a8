import { expect, test } from 'vitest';
import type { CallStatistics, TrackStatistics } from './CallStatistics.ts';
import { nextTrouble, noTrouble, type Trouble } from './trouble.ts';

const camera: TrackStatistics = {
  trackId: 'camera',
  kind: 'video',
  bitrate: 500_000,
  loss: 0,
  jitter: 5,
  codec: 'VP8',
  picture: { width: 640, height: 360, frameRate: 30, sizes: 1, limitedBy: undefined },
};
const path = { roundTrip: 30, available: 2_000_000, protocol: 'udp', relayed: false } as const;
const good: CallStatistics = { at: 0, sent: [camera], received: [camera], path };
const limited = (limitedBy: 'bandwidth' | 'cpu') => ({
  ...camera,
  picture: { width: 640, height: 360, frameRate: 30, sizes: 1, limitedBy },
});

const bad: Readonly<Record<Trouble, CallStatistics>> = {
  upload_lossy: { ...good, sent: [{ ...camera, loss: 0.1 }] },
  download_lossy: { ...good, received: [camera, { ...camera, loss: 0.1 }] },
  busy: { ...good, sent: [limited('cpu')] },
  upload_slow: { ...good, sent: [limited('bandwidth')], path: { ...path, available: 300_000 } },
  far: { ...good, path: { ...path, roundTrip: 600 } },
};

/** What is said after each of these, which are two seconds apart. */
function said(...moments: CallStatistics[]): (Trouble | undefined)[] {
  let state = noTrouble;
  return moments.map((moment, index) => {
    state = nextTrouble(state, { ...moment, at: 2_000 * (index + 1) });
    return state.said;
  });
}

test.each(Object.keys(bad) as Trouble[])('%s is said when it has gone on for six seconds', (trouble) => {
  const moment = bad[trouble];
  expect(said(good, moment, moment, moment, moment)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    trouble,
  ]);
});

test('a moment that is bad is not said, and one that is good does not take back what was said', () => {
  const { far } = bad;
  expect(said(good, far, far, good, far, far)).toEqual(Array(6).fill(undefined));
  expect(said(good, far, far, far, far, good, far, good)).toEqual([
    ...Array<undefined>(4).fill(undefined),
    ...Array<Trouble>(4).fill('far'),
  ]);
});

test('what is over for eight seconds is said no more', () => {
  const { far } = bad;
  expect(said(good, far, far, far, far, good, good, good, good, good)).toEqual([
    ...Array<undefined>(4).fill(undefined),
    ...Array<Trouble>(5).fill('far'),
    undefined,
  ]);
});

test('of several, what the others come from is said', () => {
  const all = { ...bad.upload_slow, sent: [{ ...limited('bandwidth'), loss: 0.2 }] };
  expect(said(good, all, all, all, all).at(-1)).toBe('upload_lossy');
});

test('a browser that holds back where there is room enough, as at the beginning, is no trouble', () => {
  const holdsBack = { ...good, sent: [limited('bandwidth')] };
  expect(said(good, holdsBack, holdsBack, holdsBack, holdsBack, holdsBack).at(-1)).toBeUndefined();
});
