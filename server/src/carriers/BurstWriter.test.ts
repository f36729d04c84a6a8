import { beforeEach, expect, test } from 'vitest';
import { FakeClock } from '../testing/FakeClock.ts';
import { BurstWriter } from './BurstWriter.ts';

let clock: FakeClock;
let writer: BurstWriter;

/** Knows how many frames went in each call of the system. */
class FakeSocket {
  readonly calls: number[] = [];
  #waiting = 0;
  #isCorked = false;

  cork(): void {
    this.#isCorked = true;
  }

  uncork(): void {
    this.#isCorked = false;
    if (this.#waiting > 0) this.calls.push(this.#waiting);
    this.#waiting = 0;
  }

  news(frames: number): void {
    for (let frame = 0; frame < frames; frame += 1) {
      writer.writesNews(this);
      this.#write();
    }
  }

  answer(): void {
    writer.flush(this);
    this.#write();
  }

  #write(): void {
    if (this.#isCorked) this.#waiting += 1;
    else this.calls.push(1);
  }
}

let socket: FakeSocket;
const singles = Array<number>(50).fill(1);

beforeEach(() => {
  clock = new FakeClock();
  writer = new BurstWriter(clock);
  socket = new FakeSocket();
});

test('a few frames go one by one, at once', () => {
  socket.news(50);
  clock.advance(50);
  socket.news(50);
  expect(socket.calls).toEqual([...singles, ...singles]);
});

test('of many the rest goes together, and soon', () => {
  socket.news(100);
  expect(socket.calls).toEqual(singles);
  clock.advance(50);
  expect(socket.calls.slice(50)).toEqual([50]);
});

test('what is little on each of many sockets is much all the same', () => {
  const sockets = Array.from({ length: 100 }, () => new FakeSocket());
  for (const each of sockets) each.news(1);
  for (const each of sockets) each.news(1);
  expect(sockets.flatMap(({ calls }) => calls)).toEqual(singles);
  clock.advance(50);
  expect(sockets.map(({ calls }) => calls.at(-1))).toEqual(sockets.map((_, index) => (index < 50 ? 1 : 2)));
});

test('as long as there are many, they go together from the first one on, and more and more of them', () => {
  socket.news(100);
  clock.advance(50);
  for (const stretch of [100, 200, 200]) {
    const before = socket.calls.length;
    socket.news(30);
    clock.advance(stretch - 1);
    expect(socket.calls).toHaveLength(before);
    clock.advance(1);
  }
  expect(socket.calls.slice(50)).toEqual([50, 30, 30, 30]);
});

test('after a rest, frames go at once again', () => {
  socket.news(100);
  clock.advance(150);
  socket.news(1);
  expect(socket.calls.slice(50)).toEqual([50, 1]);
  clock.advance(1_000);
  expect(clock.pending).toEqual([]);
});

test('what somebody waits for goes at once, behind what waits', () => {
  socket.news(100);
  socket.answer();
  expect(socket.calls.slice(50)).toEqual([50, 1]);
  socket.news(5);
  clock.advance(50);
  expect(socket.calls.slice(52)).toEqual([5]);
});

test('answers are never a burst', () => {
  for (let frame = 0; frame < 1_000; frame += 1) socket.answer();
  expect(socket.calls).toHaveLength(1_000);
  expect(clock.pending).toEqual([]);
});
