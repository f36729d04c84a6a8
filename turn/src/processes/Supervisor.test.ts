import { expect, test } from 'vitest';
import { noCounts } from '../Metrics.ts';
import { StartError } from '../StartError.ts';
import { FakeClock } from '../testing/FakeClock.ts';
import type { FromMember, ToMember } from './messages.ts';
import { Supervisor, type ChildEvents } from './Supervisor.ts';

/** A process that does what the test says. */
class FakeChild {
  readonly number: number;
  readonly received: ToMember[] = [];
  readonly #events: ChildEvents;
  isClosed = false;

  constructor(number: number, events: ChildEvents) {
    this.number = number;
    this.#events = events;
  }

  send(message: ToMember): void {
    this.received.push(message);
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }

  tell(message: FromMember): void {
    this.#events.message(message);
  }

  open(): void {
    this.tell({ type: 'opened', trunkPort: 1000 + this.number });
    this.tell({ type: 'listening' });
  }

  die(): void {
    this.#events.exit('SIGSEGV');
  }
}

function supervisorOf(processes: number, onFork: (child: FakeChild) => void = () => {}) {
  const clock = new FakeClock();
  const children: FakeChild[] = [];
  const told: string[] = [];
  const supervisor = new Supervisor({
    processes,
    clock,
    log: (_level, _fields, message) => told.push(message),
    fork: (number, events) => {
      const child = new FakeChild(number, events);
      children.push(child);
      queueMicrotask(() => {
        onFork(child);
      });
      return child;
    },
  });
  /** The process that runs with this number, or is to. */
  const latest = (number: number): FakeChild => {
    const child = children.findLast((one) => one.number === number);
    if (!child) throw new Error('no such process');
    return child;
  };
  return { clock, children, told, supervisor, latest };
}

const open = (child: FakeChild) => {
  child.open();
};

test('[MP8] what stops the first process stops them all, and is told once', async () => {
  const { supervisor, children, told } = supervisorOf(3, (child) => {
    child.tell({ type: 'failed', problems: ['TURN_PORT: bind EADDRINUSE'] });
    child.die();
  });
  await expect(supervisor.start()).rejects.toThrow(new StartError(['TURN_PORT: bind EADDRINUSE']));
  expect(children).toHaveLength(1);
  expect(told).toEqual([]);
});

test('[MP8] what stops another one stops them all', async () => {
  const { supervisor, children } = supervisorOf(2, (child) => {
    if (child.number === 1) child.open();
    else child.die();
  });
  await expect(supervisor.start()).rejects.toThrow('ended at its start: SIGSEGV');
  expect(children[0]?.isClosed).toBe(true);
});

test('[MP5] one that dies while the others start is started again', async () => {
  const { supervisor, children, clock } = supervisorOf(2, (child) => {
    if (child.number === 2) children[0]?.die();
    child.open();
  });
  await supervisor.start();
  clock.advance(1);
  expect(children.map(({ number }) => number)).toEqual([1, 2, 1]);
});

test('[MP5] one that dies is started again at once, and later after longer and longer', async () => {
  const { supervisor, children, clock, latest } = supervisorOf(2, open);
  await supervisor.start();
  const waits: number[] = [];
  for (let times = 0; times < 9; times += 1) {
    const before = children.length;
    latest(2).die();
    let seconds = 0;
    for (; children.length === before; seconds += 0.5) clock.advance(0.5);
    waits.push(seconds);
    await Promise.resolve();
  }
  expect(waits).toEqual([0, 0.5, 1, 2, 4, 8, 16, 30, 30]);
  clock.advance(60);
  const before = children.length;
  latest(2).die();
  expect(children).toHaveLength(before + 1);
  expect(children.filter(({ number }) => number === 1)).toHaveLength(1);
});

test('[MP5] one that cannot start again is tried again', async () => {
  let isBroken = false;
  const { supervisor, children, clock, told, latest } = supervisorOf(2, (child) => {
    if (!isBroken) child.open();
    else child.tell({ type: 'failed', problems: ['TURN_TLS_CERT: ENOENT'] });
  });
  await supervisor.start();
  isBroken = true;
  latest(2).die();
  await Promise.resolve();
  latest(2).die();
  isBroken = false;
  clock.advance(1);
  await expect.poll(() => told).toContain('a process runs again');
  expect(told.filter((message) => message === 'a process cannot start')).toHaveLength(1);
  expect(children).toHaveLength(4);
});

test('[MP5] processes hear of each other, of the end of one, and of its successor', async () => {
  const { supervisor, latest } = supervisorOf(2, open);
  await supervisor.start();
  latest(2).die();
  await Promise.resolve();
  const sibling = { process: 2, trunkPort: 1002 };
  expect(latest(1).received).toEqual([
    { type: 'siblings', siblings: [] },
    { type: 'sibling', sibling },
    { type: 'gone', process: 2 },
    { type: 'sibling', sibling },
  ]);
  expect(latest(2).received).toEqual([{ type: 'siblings', siblings: [{ process: 1, trunkPort: 1001 }] }]);
});

test('what one tells is passed on to the others, or to the one that it is for', async () => {
  const { supervisor, latest } = supervisorOf(3, open);
  await supervisor.start();
  latest(1).tell({ type: 'holdings', batch: 7, holdings: [] });
  latest(2).tell({ type: 'heard', batch: 7, to: 1 });
  latest(3).tell({ type: 'holdings', batch: 0, holdings: [], to: 2 });
  const last = (number: number) => latest(number).received.at(-1);
  expect(last(1)).toEqual({ type: 'heard', process: 2, batch: 7 });
  expect(last(2)).toEqual({ type: 'holdings', process: 3, batch: 0, holdings: [] });
  expect(last(3)).toEqual({ type: 'holdings', process: 1, batch: 7, holdings: [] });
});

test('[MP7] counts are added up, and what a dead process has counted stays', async () => {
  const { supervisor, latest } = supervisorOf(2, open);
  await supervisor.start();
  for (const number of [1, 2]) {
    latest(number).tell({
      type: 'counts',
      counts: {
        ...noCounts(),
        allocations: number,
        allocationsMade: 10,
        toPeers: { packets: 5, bytes: 50 },
        answers: { success: 3, [`40${number}`]: 1 },
        drops: { noChannel: number },
      },
    });
  }
  const all = {
    allocations: 3,
    allocationsMade: 20,
    failures: 0,
    toPeers: { packets: 10, bytes: 100 },
    answers: { success: 6, '401': 1, '402': 1 },
    drops: { noChannel: 3 },
  };
  expect(supervisor.counts).toMatchObject(all);
  latest(2).die();
  expect(supervisor.counts).toMatchObject({ ...all, allocations: 1, failures: 1 });
});

test('[MP6] when it is closed it ends them all, and starts none again', async () => {
  const { supervisor, children, clock } = supervisorOf(2, open);
  await supervisor.start();
  await supervisor.close();
  for (const child of children) child.die();
  clock.advance(60);
  expect(children.map(({ isClosed }) => isClosed)).toEqual([true, true]);
});
