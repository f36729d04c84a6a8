import { expect, test } from 'vitest';
import { FilmTime } from './FilmTime.ts';

const time = new FilmTime(10_000, [
  { from: 2_030, until: 5_000 },
  { from: 9_000, until: 10_000 },
]);

test('[CO4] a film is as long as its stretches, each of whole frames', () => {
  expect(time.duration).toBe(6_000);
  expect(time.frames).toBe(150);
});

test('[CO4] times of a recording are times of its film, and back', () => {
  for (const at of [0, 1_000, 1_999, 5_000, 7_500]) expect(time.toRecording(time.toFilm(at))).toBe(at);
  expect(time.toFilm(6_000)).toBe(3_000);
});

test('[CO4] what was cut out is where the film goes on', () => {
  expect([2_010, 3_000, 5_000].map((at) => time.toFilm(at))).toEqual([2_000, 2_000, 2_000]);
  expect(time.toFilm(9_500)).toBe(6_000);
});

test('[CO4] a recording that was paused all the time has no film', () => {
  expect(new FilmTime(1_000, [{ from: 0, until: 1_000 }]).frames).toBe(0);
});
