import { expect, test } from 'vitest';
import { StreamClock } from './StreamClock.ts';

/** Deterministic noise from 0 to 1. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Line {
  /** Ticks of the sender's clock in a second. */
  rate?: number;
  /** Parts in a million by which it is too fast. */
  drift?: number;
  /** The least delay, and how much more there may be, in milliseconds. */
  delay?: number;
  jitter?: number;
  from?: number;
  /** Every so many milliseconds nothing gets through for as many, and then all of it comes at once. */
  heldUp?: { every: number; for: number };
}

/** Where packets that are sent every 20 ms are placed, relative to where they belong. */
function errors(
  seconds: number,
  { rate = 48_000, drift = 0, delay = 30, jitter = 40, from = 0, heldUp }: Line,
): number[] {
  const clock = new StreamClock(rate);
  const random = noise(7);
  return Array.from({ length: seconds * 50 }, (_, n) => {
    const sent = 1_000 + n * 20;
    const ticks = Math.round(((sent * (1 + drift / 1e6)) / 1000) * rate + from);
    // Half of the packets are quick: a line that holds every one up has no quickest.
    const intoHold = heldUp ? sent % heldUp.every : Infinity;
    const held = heldUp && intoHold < heldUp.for ? heldUp.for - intoHold : 0;
    const late = Math.max(held, random() < 0.5 ? 0 : random() * jitter);
    return clock.timeOf(ticks % 2 ** 32, sent + delay + late) - sent - delay;
  });
}

test('[CL1] jitter does not move what is placed', () => {
  for (const error of errors(60, { jitter: 300 }).slice(100)) expect(Math.abs(error)).toBeLessThan(1);
});

test('[CL1] sound and picture of one sender stay together for an hour, though both clocks drift apart', () => {
  const sound = errors(3600, { drift: 80 });
  const picture = errors(3600, { drift: -20, rate: 90_000, jitter: 120 });
  for (const [n, error] of sound.entries()) {
    expect(Math.abs(error - (picture[n] as number))).toBeLessThan(10);
  }
});

test('[CL1] also over a line that is held up again and again, and when the clocks are as bad as they come', () => {
  const heldUp = { every: 45_000, for: 900 };
  const sound = errors(3600, { drift: 100, heldUp });
  const picture = errors(3600, { drift: -80, rate: 90_000, jitter: 200, heldUp });
  const apart = sound.map((error, n) => Math.abs(error - (picture[n] as number)));
  const worst = apart.reduce((most, one) => Math.max(most, one), 0);
  expect(worst).toBeLessThan(40);
});

test('[CL1] a clock that was set while nothing came in time is right again within seconds', () => {
  const clock = new StreamClock(48_000);
  const errorOf = (n: number, late: number) => clock.timeOf(n * 960, n * 20 + late) - n * 20;
  for (let n = 0; n < 500; n += 1) errorOf(n, 0);
  // After a pause of a second and a half all of it is late, which looks as if the sender had begun anew.
  expect(errorOf(575, 600)).toBe(600);
  for (let n = 576; n < 725; n += 1) errorOf(n, 107);
  const later = Array.from({ length: 1_500 }, (_, n) => errorOf(725 + n, 0));
  expect(later[0]).toBeCloseTo(107, -1);
  for (const error of later.slice(10 * 50)) expect(error).toBeLessThan(40);
  for (const error of later.slice(-50)) expect(error).toBeLessThan(10);
});

test('[CL2] timestamps that begin anew after 2^32 go on', () => {
  for (const error of errors(60, { from: 2 ** 32 - 48_000 * 20, jitter: 0 }))
    expect(Math.abs(error)).toBeLessThan(1);
});

test('[CL3] after a pause a sender may begin its clock anew', () => {
  const clock = new StreamClock(48_000);
  for (let n = 0; n < 100; n += 1) clock.timeOf(n * 960, 1_000 + n * 20);
  expect(clock.timeOf(100 * 960, 9_000)).toBe(9_000);
  expect(clock.timeOf(101 * 960, 9_020)).toBeCloseTo(9_020);
});

test('[CL3] packets that were held up and come at once are placed where they belong', () => {
  const clock = new StreamClock(48_000);
  for (let n = 0; n < 500; n += 1) clock.timeOf(n * 960, n * 20);
  // 400 ms: no pause yet.
  for (let n = 500; n < 540; n += 1) expect(clock.timeOf(n * 960, 10_800)).toBeCloseTo(n * 20, 0);
  // 3 s: the first of them are taken for late ones, the last set it right.
  for (let n = 540; n < 690; n += 1) clock.timeOf(n * 960, 13_800);
  expect(clock.timeOf(690 * 960, 13_801)).toBeCloseTo(690 * 20, -1);
});
