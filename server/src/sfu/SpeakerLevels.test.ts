import { beforeEach, expect, it, vi } from 'vitest';
import { FakeClock } from '../testing/FakeClock.ts';
import type { Levels } from './RouterPart.ts';
import { SpeakerLevels } from './SpeakerLevels.ts';

const one = {};
const other = {};
const ana = { producerId: 'ana', volume: -30 };
const ben = { producerId: 'ben', volume: -20 };

let clock: FakeClock;
let tell: ReturnType<typeof vi.fn<(levels: Levels) => void>>;
let levels: SpeakerLevels;

beforeEach(() => {
  clock = new FakeClock();
  tell = vi.fn<(levels: Levels) => void>();
  levels = new SpeakerLevels(clock, tell);
});

it('what a single worker hears is told at once, each time', () => {
  levels.report(one, [ana]);
  levels.report(one, []);
  expect(tell.mock.calls).toEqual([[[ana]], [[]]]);
  expect(clock.pending).toEqual([]);
});

it('what several hear is told together, loudest first, once an interval', () => {
  levels.report(one, []);
  clock.advance(100);
  levels.report(other, [ana]);
  levels.report(one, [ben]);
  expect(tell).toHaveBeenCalledTimes(1);
  clock.advance(200);
  expect(tell.mock.calls.slice(1)).toEqual([[[ben, ana]]]);
  expect(clock.pending).toEqual([]);
});

it('the silence of one does not silence another', () => {
  levels.report(one, [ana]);
  levels.report(other, [ben]);
  levels.report(one, []);
  clock.advance(300);
  expect(tell.mock.lastCall).toEqual([[ben]]);
});

it('who spoke on a worker that is gone is silent', () => {
  levels.report(one, [ana]);
  levels.report(other, [ben]);
  clock.advance(300);
  levels.remove(other);
  clock.advance(300);
  expect(tell.mock.lastCall).toEqual([[ana]]);
});

it('nothing is told after the end', () => {
  levels.report(one, [ana]);
  levels.report(other, [ben]);
  levels.close();
  clock.advance(300);
  expect(tell).toHaveBeenCalledTimes(1);
});
