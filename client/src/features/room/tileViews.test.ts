import { expect, test } from 'vitest';
import type { Participant } from '../../call/CallState.ts';
import { tileViews, type Looking } from './tileViews.ts';

const tile = (id: string, source: 'camera' | 'screen' = 'camera') => ({
  key: source === 'camera' ? id : `${id}/screen`,
  participant: { id } as Participant,
  source,
  rect: { x: 0, y: 0, width: 320, height: 180 },
});
const tiles = [tile('ana'), tile('ben'), tile('ben', 'screen')];
const looking: Looking = {
  visible: true,
  apart: { fullScreen: undefined, ownWindow: undefined },
  pinned: new Set(),
  zooms: new Map(),
  scale: 2,
  screen: { width: 1440, height: 900 },
};

/** Who is seen, how wide. */
const seen = (change: Partial<Looking>) =>
  tileViews(tiles, { ...looking, ...change }).map(
    ({ participantId, source, width, pinned }) =>
      `${participantId} ${source} ${width}${pinned ? ' pinned' : ''}`,
  );

test('every tile is seen in device pixels, and the pinned ones first of all', () => {
  expect(seen({ pinned: new Set(['ben/screen']) })).toEqual([
    'ana camera 640',
    'ben camera 640',
    'ben screen 640 pinned',
  ]);
});

test('who looks closer sees a part of a larger picture', () => {
  const zooms = new Map([['ben/screen', 4]]);
  expect(seen({ zooms })).toEqual(['ana camera 640', 'ben camera 640', 'ben screen 2560']);
});

test('in the background nothing is seen, but what has a window of its own', () => {
  expect(seen({ visible: false })).toEqual([]);
  const apart = { fullScreen: undefined, ownWindow: 'ana' };
  expect(seen({ visible: false, apart })).toEqual(['ana camera 640']);
});

test('on the full screen one tile is seen, as large as that', () => {
  const apart = { fullScreen: 'ben', ownWindow: undefined };
  expect(seen({ apart })).toEqual(['ben camera 2880 pinned']);
});
