import { expect, test } from 'vitest';
import { Recorder } from '../measure/Recorder.ts';
import { FakeClock } from '../testing/FakeClock.ts';
import { Pacer, type Paced } from './Pacer.ts';

/** Sends every 20 ms. */
class Ticker implements Paced {
  due = 0;
  readonly sent: number[] = [];

  fire(now: number): void {
    this.sent.push(now);
    this.due += 20;
  }

  skip(now: number): void {
    this.due += 20 * Math.max(0, Math.ceil((now - this.due) / 20));
  }
}

function setUp() {
  const clock = new FakeClock();
  const pacer = new Pacer(clock, new Recorder());
  const ticker = new Ticker();
  ticker.due = clock.now();
  pacer.add(ticker);
  return { clock, pacer, ticker };
}

test('each packet goes out when it is due', () => {
  const { clock, ticker } = setUp();
  clock.advance(990);
  expect(ticker.sent).toHaveLength(50);
});

test('what was missed in a long interruption is left out', () => {
  const { clock, ticker } = setUp();
  clock.advance(100);
  const before = ticker.sent.length;
  ticker.due -= 10_000;
  clock.advance(10);
  expect(ticker.sent.length - before).toBeLessThanOrEqual(2);
  expect(ticker.due).toBeGreaterThanOrEqual(clock.now() - 1);
});

test('nobody sends while they are held, and then nobody sends more than is due', () => {
  const { clock, pacer, ticker } = setUp();
  clock.advance(100);
  const before = ticker.sent.length;
  pacer.hold();
  clock.advance(5_000);
  expect(ticker.sent).toHaveLength(before);
  pacer.go();
  clock.advance(100);
  expect(ticker.sent.length - before).toBeLessThanOrEqual(6);
  expect(ticker.sent.length - before).toBeGreaterThanOrEqual(4);
});
