import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeClock } from '../testing/FakeClock.ts';
import { MemoryLog } from '../testing/MemoryLog.ts';
import { MemoryRecords } from '../testing/MemoryRecords.ts';
import { DiskRecords } from './DiskRecords.ts';
import { describeRecords, record } from './recordsContract.ts';

let dir = '';
let clock: FakeClock;
let log: MemoryLog;
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'parley-records-')), 'meetings');
  clock = new FakeClock();
  log = new MemoryLog();
});
afterEach(() => {
  rmSync(join(dir, '..'), { recursive: true });
});

const open = () => new DiskRecords({ dir, clock, log });
const files = () => readdirSync(dir).filter((name) => name !== 'alive');
const texts = () => files().map((name) => readFileSync(join(dir, name), 'utf8'));

describeRecords('DiskRecords', () => {
  let before: DiskRecords | undefined;
  return {
    start: async () => {
      await before?.close();
      return (before = open());
    },
    end: async () => before?.close(),
  };
});

describeRecords('MemoryRecords', () => {
  let before: MemoryRecords | undefined;
  return { start: async () => (before = new MemoryRecords(before)), end: async () => undefined };
});

/** As a server that is killed: it closes nothing, and time stands still for it. */
async function killedWith(...kept: [room: string, ReturnType<typeof record>][]): Promise<void> {
  const records = new DiskRecords({ dir, clock: new FakeClock(), log });
  for (const [room, value] of kept) records.keep(room, value);
  await expect.poll(() => files().filter((name) => name.endsWith('.json'))).toHaveLength(kept.length);
}

test('[ME1] a server that is killed has kept what was decided', async () => {
  await killedWith(['garden', record()]);
  expect(open().recall('garden')).toEqual(record());
});

test('[ME4] files are for their owner only, and tell neither the room’s name nor who was in it', async () => {
  await killedWith(['garden', record()]);
  expect(files()[0]).toMatch(/^[0-9a-f]{64}\.json$/);
  expect(texts().join()).not.toContain('garden');
  expect(statSync(dir).mode & 0o777).toBe(0o700);
  expect(statSync(join(dir, files()[0] ?? '')).mode & 0o777).toBe(0o600);
});

test('[ME5] no more than four times a second is written, and the last counts', async () => {
  const records = open();
  records.keep('garden', record({ known: ['0'] }));
  await expect.poll(() => texts()[0]).toContain('"known":["0"]');
  // It is written, and pauses.
  await expect.poll(() => clock.pending).toContain(250);
  for (let count = 1; count <= 100; count += 1) records.keep('garden', record({ known: [String(count)] }));
  clock.advance(249);
  expect(texts()[0]).toContain('"known":["0"]');
  clock.advance(1);
  await expect.poll(() => texts()[0]).toContain('"known":["100"]');
});

test('[ME5] what a server that was killed had begun to write does no harm', async () => {
  await killedWith(['garden', record()]);
  writeFileSync(join(dir, `${files()[0]}.next`), '{"version":1,"rec');
  expect(open().recall('garden')).toEqual(record());
  expect(files()).toHaveLength(1);
});

test.each(['', '{', 'null', '{"version":2,"record":{}}', '{"version":1,"record":{"rules":[]}}'])(
  '[ME5] a damaged file is put aside, and the others are read: %j',
  async (text) => {
    await killedWith(['garden', record()], ['attic', record()]);
    const path = join(dir, files()[0] ?? '');
    writeFileSync(path, text);
    const records = open();
    const rooms = ['garden', 'attic'].flatMap((room) => records.recall(room) ?? []);
    expect(rooms).toEqual([record()]);
    expect(readFileSync(`${path}.damaged`, 'utf8')).toBe(text);
    expect(log.messages.filter((message) => message.includes('put aside'))).toHaveLength(1);
    // It stays aside.
    await records.close();
    open();
    expect(log.messages.filter((message) => message.includes('put aside'))).toHaveLength(1);
  },
);

test('[ME5] a folder in the place of a file is put aside as well', async () => {
  mkdirSync(join(dir, `${'0'.repeat(64)}.json`), { recursive: true });
  open().keep('garden', record());
  await expect.poll(() => files().filter((name) => name.endsWith('.json'))).toHaveLength(1);
  expect(files()).toContain(`${'0'.repeat(64)}.json.damaged`);
});

test('[ME5] a server that cannot write says so and goes on', async () => {
  writeFileSync(dir, 'no folder');
  const records = open();
  records.keep('garden', record());
  await expect.poll(() => log.messages).toContain('a meeting would not be remembered');
  records.forget('garden');
  await records.close();
});

test('[ME3] a server that was away for more than ten minutes remembers nothing', async () => {
  const first = new DiskRecords({ dir, clock, log });
  first.keep('garden', record());
  // Nothing changes for long, and then it dies.
  clock.advance(60 * 60_000);
  await first.close();
  const now = clock.now();
  clock = new FakeClock();
  clock.advance(now - clock.now() + 599_000);
  const second = open();
  expect(second.recall('garden')).toEqual(record());
  await second.close();
  clock.advance(600_001);
  expect(open().recall('garden')).toBeUndefined();
  expect(files()).toEqual([]);
});

test('[ME3] what nobody comes back to for ten minutes is dropped', async () => {
  await killedWith(['garden', record()], ['attic', record()]);
  clock = new FakeClock();
  const records = open();
  records.keep('attic', record());
  clock.advance(600_000);
  expect(records.recall('garden')).toBeUndefined();
  expect(files()).toHaveLength(1);
});

test('[ME4] what is forgotten while it is written is gone', async () => {
  const records = open();
  for (let count = 0; count < 20; count += 1) {
    records.keep('garden', record({ known: [String(count)] }));
    await Promise.resolve();
    records.forget('garden');
  }
  await records.close();
  expect(files()).toEqual([]);
});
