import type { JoinClaims } from '@parley/protocol';
import type { CallSettings, RoomPlan } from '../call/ports.ts';
import { Rooms } from '../call/Rooms.ts';
import { HmacPasscodes } from '../auth/HmacPasscodes.ts';
import { HmacRecordingTokens } from '../auth/HmacRecordingTokens.ts';
import { HmacResumeTokens } from '../auth/HmacResumeTokens.ts';
import { JwtJoinTokens } from '../auth/JwtJoinTokens.ts';
import { TurnIceServers, type TurnOptions } from '../auth/TurnIceServers.ts';
import { FakeSfu } from '../sfu/FakeSfu.ts';
import { FakeClock } from './FakeClock.ts';
import { FakeRecorder } from './FakeRecorder.ts';
import { MemoryRecords } from './MemoryRecords.ts';
import { MemoryLog } from './MemoryLog.ts';
import { TestClient } from './TestClient.ts';

let ids = 0;

interface TestServerOptions {
  readonly turn?: TurnOptions;
  /** A server that was there before it, and what that one has kept. */
  readonly before?: { readonly records: MemoryRecords };
  /** Whether people come in by tokens, which `tokenFor()` makes. */
  readonly byToken?: boolean;
  /** Rooms that were made. */
  readonly plans?: readonly RoomPlan[];
}

/**
 * A server without network, media or time of its own, and clients for it.
 */
export function testServer(
  settings: Partial<CallSettings> = {},
  { turn, before, byToken = false, plans = [] }: TestServerOptions = {},
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
    roomId: (name) => `room-${name}`,
    records,
    plans: { find: (name) => plans.find((plan) => plan.name === name) },
    recorder,
    recordingTokens,
    iceServers: new TurnIceServers({ named: [], turn, clock }),
    settings: {
      maxPeersPerRoom: 10,
      firstIsHost: true,
      rolesByToken: byToken,
      bansNetworks: false,
      videoCodec: 'vp8',
      directReturnDelay: 30_000,
      voices: 8,
      recording: 'hosts',
      ...settings,
    },
  });
  const tokens = new JwtJoinTokens({ secret, clock });
  const dependencies = {
    sfu,
    clock,
    log,
    resumeTokens,
    rooms,
    records,
    joinTokens: byToken ? tokens : undefined,
  };
  return {
    ...dependencies,
    recorder,
    recordingTokens,
    logged: log.lines,
    tokenFor: (claims: Partial<JoinClaims> = {}, lifetime = 3_600_000) =>
      tokens.issue({ room: 'garden', ...claims }, clock.now() + lifetime),
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
