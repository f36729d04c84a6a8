import { expect, test } from 'vitest';
import { stagePlan, type PlanInput } from './stagePlan.ts';

const input: PlanInput = {
  view: 'automatic',
  people: ['self', 'ana', 'ben'],
  screens: [],
  selfId: 'self',
  pinned: new Set(),
  speakerId: 'ben',
};

/** `large | the others`. */
function plan(change: Partial<PlanInput>): string {
  const { main, others } = stagePlan({ ...input, ...change });
  const keys = (tiles: typeof main) => tiles.map(({ key }) => key).join(' ');
  return `${keys(main)} | ${keys(others)}`;
}

test('nobody is large in a grid, whoever shares', () => {
  expect(plan({ view: 'grid' })).toBe(' | self ana ben');
  expect(plan({ view: 'grid', screens: ['ana'] })).toBe(' | ana/screen self ana ben');
});

test('automatically, the screen that was shared last is large', () => {
  expect(plan({})).toBe(' | self ana ben');
  expect(plan({ screens: ['ana'] })).toBe('ana/screen | self ana ben');
  expect(plan({ screens: ['ana', 'ben'] })).toBe('ben/screen | ana/screen self ana ben');
});

test('one’s own screen is large to the others only', () => {
  expect(plan({ screens: ['self'] })).toBe(' | self/screen self ana ben');
  expect(plan({ screens: ['ana', 'self'] })).toBe('ana/screen | self/screen self ana ben');
});

test('the speaker view shows who speaks, unless somebody shares', () => {
  expect(plan({ view: 'speaker' })).toBe('ben | self ana');
  expect(plan({ view: 'speaker', screens: ['ana'] })).toBe('ana/screen | self ana ben');
  expect(plan({ view: 'speaker', speakerId: undefined })).toBe(' | self ana ben');
});

test('who is pinned goes before all, in every view, and several do together', () => {
  for (const view of ['automatic', 'grid', 'speaker'] as const) {
    expect(plan({ view, screens: ['ben'], pinned: new Set(['ana']) })).toBe('ana | ben/screen self ben');
  }
  const pinned = new Set(['ana', 'ben/screen']);
  expect(plan({ screens: ['ben'], pinned })).toBe('ben/screen ana | self ben');
});

test('who was pinned and went away counts for nothing', () => {
  expect(plan({ view: 'speaker', pinned: new Set(['cy']) })).toBe('ben | self ana');
});
