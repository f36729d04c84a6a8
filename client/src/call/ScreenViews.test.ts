import type { Peer, View } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { RoomState } from './roomState.ts';
import { ScreenViews } from './ScreenViews.ts';
import { FakeClock } from './testing/FakeClock.ts';

const camera = { id: 'camera', kind: 'video', source: 'camera', muted: false } as const;

function room(...peers: [id: string, hasCamera: boolean][]): RoomState {
  const people = peers.map(([id, hasCamera]): Peer => ({
    id,
    displayName: id,
    role: 'participant',
    tracks: hasCamera ? [camera] : [],
  }));
  return { self: { id: 'me', displayName: 'Me', tracks: [camera] }, peers: people } as unknown as RoomState;
}

function screen() {
  const clock = new FakeClock();
  const said: View[][] = [];
  return { clock, said, views: new ScreenViews({ clock, say: (views) => said.push(views) }) };
}

const tile = (participantId: string, width = 640, height = 360) =>
  ({ participantId, source: 'camera', width, height, pinned: false }) as const;

test('the pictures of others are told once, in whole pixels', () => {
  const { clock, said, views } = screen();
  views.update(room(['ben', true], ['cy', false]));
  expect(said).toEqual([]);
  views.set([tile('self'), tile('ben', 640.4, 0.2), tile('cy')]);
  views.set([tile('self'), tile('ben', 640.4, 0.2), tile('cy')]);
  clock.advance(1_000);
  expect(said).toEqual([[{ peerId: 'ben', trackId: 'camera', width: 640, height: 1 }]]);
});

test('what is looked at so closely that no server takes it is told as the largest that there is', () => {
  const { said, views } = screen();
  views.update(room(['ben', true]));
  views.set([tile('ben', 20_480, 11_520)]);
  expect(said[0]?.[0]).toMatchObject({ width: 16_384, height: 11_520 });
});

test('a camera that comes later is told then', () => {
  const { clock, said, views } = screen();
  views.set([tile('ben'), tile('cy')]);
  views.update(room(['ben', true], ['cy', false]));
  clock.advance(1_000);
  views.update(room(['ben', true], ['cy', true]));
  expect(said.map((told) => told.map(({ peerId }) => peerId))).toEqual([['ben'], ['ben', 'cy']]);
});

test('what changes fast is told now and then, and the last of it in any case', () => {
  const { clock, said, views } = screen();
  views.update(room(['ben', true]));
  for (let width = 100; width <= 200; width += 1) {
    views.set([tile('ben', width)]);
    clock.advance(10);
  }
  clock.advance(200);
  expect(said.length).toBeLessThan(8);
  expect(said.at(-1)?.[0]?.width).toBe(200);
});

test('in a new place it is told again, once the screen shows it', () => {
  const { clock, said, views } = screen();
  views.update(room(['ben', true]));
  views.set([tile('ben')]);
  clock.advance(1_000);
  views.renew();
  views.update(room(['ben', true], ['cy', true]));
  expect(said).toHaveLength(1);
  views.set([tile('ben'), tile('cy')]);
  clock.advance(200);
  expect(said.map((told) => told.length)).toEqual([1, 2]);
});

test('who is not on the screen is known, once the screen is', () => {
  const { views } = screen();
  expect(views.has('ben')).toBe(true);
  views.set([tile('cy')]);
  expect([views.has('ben'), views.has('cy')]).toEqual([false, true]);
});

test('a shared screen is a picture of its own, and so is whoever is pinned', () => {
  const { clock, said, views } = screen();
  const shared = { id: 'screen', kind: 'video', source: 'screen', muted: false } as const;
  const ben: Peer = { id: 'ben', displayName: 'ben', role: 'participant', tracks: [camera, shared] };
  views.update({ peers: [ben] } as unknown as RoomState);
  views.set([{ ...tile('ben', 1920, 1080), source: 'screen' }]);
  expect(views.has('ben')).toBe(false);
  views.set([
    { ...tile('ben', 1920, 1080), source: 'screen' },
    { ...tile('ben'), pinned: true },
  ]);
  expect(views.has('ben')).toBe(true);
  clock.advance(1_000);
  const screenView = { peerId: 'ben', trackId: 'screen', width: 1920, height: 1080 };
  const cameraView = { peerId: 'ben', trackId: 'camera', width: 640, height: 360, pinned: true };
  expect(said).toEqual([[screenView], [screenView, cameraView]]);
});
