import type { Manifest, ManifestTrack } from '@parley/recorder/manifest';
import { expect, test } from 'vitest';
import { planFilm } from './planFilm.ts';

const nothing: Manifest = {
  version: 1,
  recordingId: 'a',
  room: 'room',
  startedAt: '2026-01-02T03:04:05.678Z',
  duration: 10_000,
  tracks: [],
  breaks: [],
  events: [],
};

function track(peerId: string, source: string, at: number, until: number, more: Partial<ManifestTrack> = {}) {
  const codec = source === 'microphone' ? 'opus' : 'vp8';
  const files = [{ file: `${peerId}-${source}.webm`, codec, at, duration: until - at, bytes: 1 } as const];
  const sizes = codec === 'opus' ? [] : [{ at, width: 640, height: 360 }];
  return {
    trackId: `${peerId}-${source}`,
    peerId,
    displayName: peerId,
    source,
    files,
    gaps: [],
    sizes,
    rotations: [],
    ...more,
  };
}

const event = (at: number, event: string, peerId: string) => ({ at, event, data: { peerId } });

/** Spans as texts: `from+frames large|others`, where capitals have a picture. */
function spansOf(manifest: Partial<Manifest>, view: 'grid' | 'speaker' = 'grid'): string[] {
  return planFilm({ ...nothing, ...manifest }, view).spans.map(({ from, frames, arrangement }) => {
    const names = (tiles: typeof arrangement.main) =>
      tiles.map(({ peerId, picture }) => (picture ? peerId.toUpperCase() : peerId)).join('');
    const { main, others, words } = arrangement;
    return `${from}+${frames} ${words ?? `${names(main)}|${names(others)}`}`;
  });
}

test('[CO1] people are there while anything of them was recorded, and as long as it is told', () => {
  const tracks = [track('a', 'microphone', 0, 4_000), track('b', 'camera', 2_000, 10_000)];
  expect(spansOf({ tracks })).toEqual(['0+50 |a', '50+50 |aB', '100+150 |B']);
  const events = [event(0, 'joined', 'a'), event(6_000, 'left', 'a'), event(8_000, 'joined', 'c')];
  expect(spansOf({ tracks, events })).toEqual(['0+50 |a', '50+100 |aB', '150+50 |B', '200+50 |Bc']);
});

test('[CO1] who is recorded in the first second was there from the beginning', () => {
  const tracks = [track('a', 'camera', 1_200, 10_000), track('b', 'microphone', 700, 10_000)];
  expect(spansOf({ tracks })).toEqual(['0+30 |ab', '30+220 |Ab']);
  expect(planFilm({ ...nothing, tracks }, 'grid').chapters).toHaveLength(1);
});

test('[CO1] those who were there from the beginning stand in the order of their coming, whose track began first or not', () => {
  const tracks = [track('b', 'microphone', 300, 10_000), track('a', 'microphone', 400, 10_000)];
  const events = [event(300, 'joined', 'a'), event(300, 'joined', 'b')];
  expect(spansOf({ tracks, events })).toEqual(['0+250 |ab']);
});

test('[CO1] who did not come back after the server died is gone from then on', () => {
  const tracks = [track('a', 'camera', 0, 10_000), track('b', 'microphone', 0, 3_900)];
  const breaks = [{ at: 4_000, until: 5_000, cause: 'recorder' as const }];
  const events = [event(0, 'joined', 'a'), event(0, 'joined', 'b'), event(0, 'joined', 'c')];
  const lost = '100+25 Nothing was recorded here';
  expect(spansOf({ tracks, breaks, events })).toEqual(['0+100 |Abc', lost, '125+125 |Abc']);
  const again = [event(5_000, 'joined', 'a'), event(7_000, 'joined', 'c')];
  expect(spansOf({ tracks, breaks, events: [...events, ...again] })).toEqual([
    '0+100 |Abc',
    lost,
    '125+125 |Ac',
  ]);
});

test('[CO1] who sends no picture for over a second is shown without one', () => {
  const gaps = [
    { at: 1_000, until: 2_000, cause: 'muted' as const },
    { at: 3_000, until: 4_200, cause: 'muted' as const },
  ];
  expect(spansOf({ tracks: [track('a', 'camera', 0, 10_000, { gaps })] })).toEqual([
    '0+75 |A',
    '75+30 |a',
    '105+145 |A',
  ]);
});

test.each(['lost', 'silent'] as const)('[CO1] a picture stays for three seconds that are %s', (cause) => {
  const gaps = [
    { at: 1_000, until: 4_000, cause },
    { at: 5_000, until: 8_200, cause },
  ];
  expect(spansOf({ tracks: [track('a', 'camera', 0, 10_000, { gaps })] })).toEqual([
    '0+125 |A',
    '125+80 |a',
    '205+45 |A',
  ]);
});

test('[CO1] a screen on which nothing moves stays', () => {
  const gaps = [{ at: 1_000, until: 9_000, cause: 'silent' as const }];
  expect(spansOf({ tracks: [track('a', 'screen', 0, 10_000, { gaps })] })).toEqual(['0+250 A|a']);
});

test('[CO2] the main speaker is large, a screen is larger', () => {
  const tracks = [
    track('a', 'camera', 0, 10_000),
    track('b', 'camera', 0, 10_000),
    track('b', 'screen', 8_000, 10_000),
  ];
  const events = [
    event(1_000, 'speaker', 'a'),
    event(2_000, 'speaker', 'b'),
    event(6_000, 'speaker', 'a'),
    event(6_100, 'speaker', 'nobody'),
  ];
  expect(spansOf({ tracks, events }, 'speaker')).toEqual([
    '0+75 A|B',
    '75+75 B|A',
    '150+50 A|B',
    '200+50 B|AB',
  ]);
  expect(spansOf({ tracks, events })).toEqual(['0+200 |AB', '200+50 B|AB']);
});

test('[CO1] of more people than can be told from each other those are shown who have pictures or spoke last', () => {
  const names = Array.from({ length: 20 }, (_, n) => String.fromCodePoint(97 + n));
  const tracks = names.map((name, n) => track(name, n < 15 ? 'microphone' : 'camera', 0, 10_000));
  const events = [event(4_000, 'speaker', 'n')];
  expect(spansOf({ tracks, events })).toEqual(['0+100 |abcdefghijkPQRST', '100+150 |abcdefghijnPQRST']);
});

test('[CO4] pauses are cut out, and no span goes over the cut', () => {
  const tracks = [track('a', 'camera', 0, 10_000), track('a', 'microphone', 500, 10_000)];
  const breaks = [{ at: 2_010, until: 5_000, cause: 'paused' as const }];
  const plan = planFilm({ ...nothing, tracks, breaks }, 'grid');
  expect(plan.frames).toBe(175);
  expect(plan.spans.map(({ from, frames, at }) => ({ from, frames, at }))).toEqual([
    { from: 0, frames: 50, at: 0 },
    { from: 50, frames: 125, at: 5_000 },
  ]);
  expect(plan.sounds).toEqual([
    { file: 'a-microphone.webm', seek: 0, length: 1_500, filmAt: 500 },
    { file: 'a-microphone.webm', seek: 4_500, length: 5_000, filmAt: 2_000 },
  ]);
});

test('[CO4] what nobody wrote keeps its time', () => {
  const tracks = [track('a', 'camera', 0, 10_000)];
  const breaks = [{ at: 2_000, until: 4_000, cause: 'recorder' as const }];
  expect(spansOf({ tracks, breaks })).toEqual(['0+50 |A', '50+50 Nothing was recorded here', '100+150 |A']);
});

test('[CO6] no span is longer than a minute, nor shorter than can be seen', () => {
  const gaps = [{ at: 100_000, until: 100_040, cause: 'muted' as const }];
  const tracks = [track('a', 'camera', 0, 150_000, { gaps }), track('b', 'camera', 149_900, 150_000)];
  expect(spansOf({ duration: 150_000, tracks })).toEqual(['0+1500 |A', '1500+1500 |A', '3000+750 |A']);
});

test('[CO5] chapters are five seconds apart, what is cut out first', () => {
  const tracks = [
    track('a', 'camera', 0, 60_000),
    track('b', 'camera', 11_000, 60_000),
    track('c', 'camera', 30_000, 60_000),
    track('a', 'screen', 40_000, 41_000),
  ];
  const breaks = [
    { at: 5_000, until: 10_000, cause: 'paused' as const },
    { at: 50_000, until: 53_000, cause: 'recorder' as const },
  ];
  expect(planFilm({ ...nothing, duration: 60_000, tracks, breaks }, 'grid').chapters).toEqual([
    { at: 0, title: 'Beginning' },
    { at: 5_000, title: 'Goes on after a pause of 5 s' },
    { at: 25_000, title: 'c joins' },
    { at: 35_000, title: 'a shares a screen' },
    { at: 45_000, title: 'Nothing was recorded for 3 s' },
  ]);
});

test('[CO9] a picture that is turned or has another shape begins another span, one of another size does not', () => {
  const sizes = [
    { at: 0, width: 640, height: 360 },
    { at: 2_000, width: 320, height: 180 },
    { at: 4_000, width: 480, height: 360 },
  ];
  const rotations = [{ at: 6_000, degrees: 90 as const }];
  const plan = planFilm(
    { ...nothing, tracks: [track('a', 'camera', 0, 10_000, { sizes, rotations })] },
    'grid',
  );
  expect(
    plan.spans.map(({ from, arrangement }) => {
      const { aspect = 0, rotation } = arrangement.others[0]?.picture ?? {};
      return [from, aspect.toFixed(2), rotation];
    }),
  ).toEqual([
    [0, '1.78', 0],
    [100, '1.33', 0],
    [150, '1.33', 90],
  ]);
});
