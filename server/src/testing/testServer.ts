import type { CallSettings } from '../call/ports.ts';
import { Rooms } from '../call/Rooms.ts';
import { HmacPasscodes } from '../auth/HmacPasscodes.ts';
import { HmacRecordingTokens } from '../auth/HmacRecordingTokens.ts';
import { HmacResumeTokens } from '../auth/HmacResumeTokens.ts';
import { TurnIceServers, type TurnOptions } from '../auth/TurnIceServers.ts';
import { FakeSfu } from '../sfu/FakeSfu.ts';
import { FakeClock } from './FakeClock.ts';
import { FakeRecorder } from './FakeRecorder.ts';
import { MemoryRecords } from './MemoryRecords.ts';
import { MemoryLog } from './MemoryLog.ts';
import { TestClient } from './TestClient.ts';

let ids = 0;

/**
 * A server without network, media or time of its own, and clients for it.
 * @param before A server that was there before it, and what that one has kept.
 */
export function testServer(
  settings: Partial<CallSettings> = {},
  { turn, before }: { turn?: TurnOptions; before?: { records: MemoryRecords } } = {},
) {
  const sfu = new FakeSfu();
  const clock = new FakeClock();
  const records = new MemoryRecords(before?.records);
  const log = new MemoryLog();
  const recorder = new FakeRecorder();
  const secret = 'a secret of the tests, as long as it must be';
  const resumeTokens = new HmacResumeTokens(secret);
  const recordingTokens = new HmacRecordingTokens(secret, clock);
  const newId = () => `id-${(ids += 1)}`;
  const rooms = new Rooms({
    sfu,
    clock,
    log,
    resumeTokens,
    passcodes: new HmacPasscodes(secret),
    newId,
    records,
    recorder,
    recordingTokens,
    iceServers: new TurnIceServers({ named: [], turn, clock }),
    settings: {
      maxPeersPerRoom: 10,
      firstIsHost: true,
      bansNetworks: false,
      videoCodec: 'vp8',
      directReturnDelay: 30_000,
      voices: 8,
      recording: 'hosts',
      ...settings,
    },
  });
  const dependencies = { sfu, clock, log, resumeTokens, rooms, records };
  return {
    ...dependencies,
    recorder,
    recordingTokens,
    logged: log.lines,
    connect: (network?: string) => new TestClient({ ...dependencies, network }),
    /** Time passes, with the heartbeats of these clients. */
    pass: async (ms: number, ...alive: TestClient[]): Promise<void> => {
      for (let left = ms; left > 0; left -= 5_000) {
        clock.advance(Math.min(left, 5_000));
        await Promise.all(alive.map((client) => client.ask('ping')));
      }
    },
    joined: async (overrides?: Parameters<TestClient['join']>[0]): Promise<TestClient> => {
      const client = new TestClient(dependencies);
      await client.join(overrides);
      return client;
    },
  };
}

/** Lets everything happen that waits for nothing but its turn. */
export const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
