import { expect, test } from 'vitest';
import { PathHealth, type PathVerdict } from './PathHealth.ts';

const STEP = 300;

/** A path on which so much comes in each step: packets that came, packets that were lost, messages. */
function path() {
  const health = new PathHealth();
  const sum = { at: 0, received: 0, lost: 0, messages: 0 };
  return (steps: number, each: { received?: number; lost?: number; messages?: number } = {}): PathVerdict => {
    let verdict: PathVerdict = 'good';
    for (let step = 0; step < steps; step += 1) {
      sum.at += STEP;
      sum.received += each.received ?? 0;
      sum.lost += each.lost ?? 0;
      sum.messages += each.messages ?? 0;
      verdict = health.take({ ...sum });
    }
    return verdict;
  };
}

test('a path is good while anything comes: media, or the beat of somebody who is muted', () => {
  const come = path();
  expect(come(100, { received: 15 })).toBe('good');
  expect(come(100, { messages: 1 })).toBe('good');
});

test('half a second of nothing is unusual, a second is reason for doubt, three are the end', () => {
  const come = path();
  come(10, { received: 15 });
  expect(come(1)).toBe('good');
  expect(come(1)).toBe('quiet');
  expect(come(1)).toBe('quiet');
  expect(come(1)).toBe('doubtful');
  expect(come(5)).toBe('doubtful');
  expect(come(1)).toBe('silent');
});

test('a path that never brought anything is silent after three seconds', () => {
  expect(path()(11)).toBe('silent');
});

test('doubt passes when something comes', () => {
  const come = path();
  come(10, { received: 15 });
  expect(come(6)).toBe('doubtful');
  expect(come(1, { messages: 1 })).toBe('good');
});

test('more than a tenth lost for five seconds is too much, less is not', () => {
  expect(path()(100, { received: 90, lost: 9 })).toBe('good');
  const come = path();
  come(20, { received: 100 });
  expect(come(8, { received: 80, lost: 20 })).toBe('good');
  expect(come(9, { received: 80, lost: 20 })).toBe('lossy');
});

test('a burst of loss is forgiven, and a few packets say nothing', () => {
  const come = path();
  come(20, { received: 100 });
  come(1, { received: 50, lost: 50 });
  expect(come(16, { received: 100 })).toBe('good');
  expect(path()(40, { received: 1, lost: 1, messages: 1 })).toBe('good');
});

test('a page that slept has not heard because it did not look', () => {
  const health = new PathHealth();
  const counts = { received: 100, lost: 0, messages: 0 };
  health.take({ at: 0, ...counts });
  expect(health.take({ at: 60_000, ...counts })).toBe('good');
  expect(health.take({ at: 62_900, ...counts })).toBe('doubtful');
});
