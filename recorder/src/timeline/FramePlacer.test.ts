import { expect, test } from 'vitest';
import { FramePlacer } from './FramePlacer.ts';
import { StreamClock } from './StreamClock.ts';

const RATE = 48_000;
const STEP = 20;

/** A voice that is sent from 0 on: where each frame was placed, by the moment in which it was sent. */
class Voice {
  readonly placed = new Map<number, number>();
  readonly #placer = new FramePlacer(new StreamClock(RATE));
  /** Of the sender, in milliseconds, and by how much its clock is behind. */
  sent = 0;
  stood = 0;

  /** @param at When what is sent meanwhile comes, in milliseconds; undefined: at once. */
  send(milliseconds: number, at?: number): void {
    for (const until = this.sent + milliseconds; this.sent < until; this.sent += STEP) {
      const timestamp = ((this.sent - this.stood) * RATE) / 1_000;
      const arrival = at ?? this.sent;
      this.#take(this.#placer.push({ data: Buffer.from([0]), isKey: true, timestamp, arrival }));
    }
  }

  wait(milliseconds: number): void {
    this.sent += milliseconds;
    this.#take(this.#placer.advance(this.sent));
  }

  end(): void {
    this.#take(this.#placer.end());
  }

  #take(frames: ReturnType<FramePlacer['push']>): void {
    for (const { time } of frames) this.placed.set(this.placed.size, time);
  }
}

const times = ({ placed }: Voice) => [...placed.values()];

test('[CL4] what a line held up for some seconds is placed where it belongs, from the first to the last', () => {
  const voice = new Voice();
  voice.send(1_000);
  voice.send(3_000, 4_000);
  voice.send(1_000);
  for (const [n, time] of times(voice).entries()) expect(Math.abs(time - n * STEP)).toBeLessThan(1);
  expect(times(voice)).toHaveLength(250);
});

test('[CL4] a clock that stood still for as long is one that begins anew', () => {
  const voice = new Voice();
  voice.send(1_000);
  voice.wait(3_000);
  voice.stood = 3_000;
  voice.send(1_000);
  const after = times(voice).slice(50);
  for (const [n, time] of after.entries()) expect(Math.abs(time - 4_000 - n * STEP)).toBeLessThan(1);
  expect(after).toHaveLength(50);
});

test('[CL4] nothing is waited for longer than 300 ms, and nothing is left out in the end', () => {
  const voice = new Voice();
  voice.send(1_000);
  voice.wait(3_000);
  voice.stood = 3_000;
  voice.send(STEP);
  expect(times(voice)).toHaveLength(50);
  voice.wait(300);
  expect(times(voice)).toHaveLength(51);
  voice.wait(3_000);
  voice.stood = 9_000;
  voice.send(STEP);
  voice.end();
  expect(times(voice)).toHaveLength(52);
});

test('[CL4] a pause in which the clock goes on is none', () => {
  const voice = new Voice();
  voice.send(1_000);
  voice.wait(60_000);
  voice.send(STEP);
  expect(times(voice).at(-1)).toBeCloseTo(61_000);
});

/** When the first frame of the hour is sent: not while the line is held up. */
const FIRST = 2_000;

/** Deterministic noise from 0 to 1. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * By how much the frames of an hour are placed wrong, in milliseconds: of a clock that is too fast by `drift` parts in a million,
 * over a line with jitter through which nothing gets for a second and a half every 45 s.
 */
function hourOfErrors({
  rate,
  step,
  drift,
  jitter,
}: {
  rate: number;
  step: number;
  drift: number;
  jitter: number;
}): number[] {
  const placer = new FramePlacer(new StreamClock(rate));
  const random = noise(step);
  const times: number[] = [];
  for (let sent = FIRST; sent < FIRST + 3_600_000; sent += step) {
    const intoHold = sent % 45_000;
    const late = Math.max(intoHold < 1_500 ? 1_500 - intoHold : 0, random() < 0.5 ? 0 : random() * jitter);
    const timestamp = Math.round((sent * (1 + drift / 1e6) * rate) / 1_000) % 2 ** 32;
    const frames = placer.push({ data: Buffer.of(0), isKey: true, timestamp, arrival: sent + late });
    times.push(...frames.map(({ time }) => time));
  }
  times.push(...placer.end().map(({ time }) => time));
  return times.map((time, n) => time - FIRST - n * step);
}

test('[CL4] sound and picture stay within 40 ms for an hour on a line that is held up again and again', () => {
  const sound = hourOfErrors({ rate: 48_000, step: 20, drift: 100, jitter: 40 });
  const picture = hourOfErrors({ rate: 90_000, step: 40, drift: -80, jitter: 200 });
  expect([sound.length, picture.length]).toEqual([180_000, 90_000]);
  const worst = picture.reduce(
    (most, error, n) => Math.max(most, Math.abs(error - (sound[n * 2] as number))),
    0,
  );
  expect(worst).toBeLessThan(40);
});
