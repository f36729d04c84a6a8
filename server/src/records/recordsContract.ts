// What every place for records promises, as tests that each implementation runs.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MeetingRecord, MeetingRecords } from '../call/ports.ts';

export interface RecordsUnderTest {
  /** What is there for a server that starts now. */
  start(): Promise<MeetingRecords>;
  end(): Promise<void>;
}

/** A record with something of everything. */
export function record(changes: Partial<MeetingRecord> = {}): MeetingRecord {
  return {
    rules: { allowed: ['unmute', 'chat'], locked: true, waitingRoom: false, passcode: 'sealed' },
    inside: ['ana', 'ben'],
    roles: [
      ['ana', 'host'],
      ['cleo', 'viewer'],
    ],
    known: ['ana', 'ben', 'cleo'],
    turnedOut: [['dora', 'banned']],
    bannedNetworks: ['sealed too'],
    muted: [['ben', ['microphone']]],
    recording: { recordingId: 'r1', startedAt: 1_700_000_000_000, paused: true },
    ...changes,
  };
}

export function describeRecords(name: string, make: () => RecordsUnderTest): void {
  describe(`${name} as a place for records`, () => {
    let underTest: RecordsUnderTest;
    let records: MeetingRecords;

    beforeEach(async () => {
      underTest = make();
      records = await underTest.start();
    });
    afterEach(() => underTest.end());

    it('[ME4] knows nothing at first', () => {
      expect(records.recall('garden')).toBeUndefined();
    });

    it('[ME1] gives the next server what was kept last, of each room', async () => {
      records.keep('garden', record({ inside: [] }));
      records.keep('garden', record());
      records.keep('attic', record({ known: ['eve'] }));
      const next = await underTest.start();
      expect(next.recall('garden')).toEqual(record());
      expect(next.recall('attic')).toEqual(record({ known: ['eve'] }));
      expect(next.recall('cellar')).toBeUndefined();
    });

    it('[ME1] gives what was recalled and not kept anew to the one after it as well', async () => {
      records.keep('garden', record());
      await underTest.start();
      expect((await underTest.start()).recall('garden')).toEqual(record());
    });

    it('[ME4] forgets', async () => {
      records.keep('garden', record());
      const next = await underTest.start();
      next.forget('garden');
      expect(next.recall('garden')).toBeUndefined();
      next.keep('attic', record());
      next.forget('attic');
      next.forget('never there');
      const last = await underTest.start();
      expect(last.recall('garden')).toBeUndefined();
      expect(last.recall('attic')).toBeUndefined();
    });

    it('[ME4] keeps a room that is opened again after it was forgotten', async () => {
      records.keep('garden', record());
      records.forget('garden');
      records.keep('garden', record({ inside: ['eve'] }));
      expect((await underTest.start()).recall('garden')?.inside).toEqual(['eve']);
    });

    it.each(['../../etc/passwd', 'über-uns', '会议', 'con', 'x'.repeat(64), '__proto__'])(
      '[ME1] takes any name: %s',
      async (room) => {
        records.keep(room, record());
        expect((await underTest.start()).recall(room)).toEqual(record());
      },
    );
  });
}
