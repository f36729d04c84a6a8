import { expect, test } from 'vitest';
import type { IceServers, Snapshot } from '@parley/protocol';
import { testServer } from '../testing/testServer.ts';

const lifetime = 60_000;
const turn = {
  secret: 'a secret for the tests',
  urls: ['turn:turn.example:3478'],
  lifetime,
  relaysToAll: false,
};

/** When its credential runs out, in the clock's milliseconds, and for whom it is. */
function credentialOf(iceServers: IceServers | undefined): { expiry: number; user: string } {
  const [seconds = '', user = ''] = iceServers?.sfu[0]?.username?.split(':') ?? [];
  return { expiry: Number(seconds) * 1000, user };
}

test('[IC2] the snapshot has credentials of its peer', async () => {
  const { clock, joined } = testServer({}, { turn });
  const ana = await joined();
  const ben = await joined();
  const expiry = clock.now() + lifetime;
  expect(credentialOf(ana.snapshot?.iceServers)).toEqual({ expiry, user: ana.id });
  expect(credentialOf(ben.snapshot?.iceServers)).toEqual({ expiry, user: ben.id });
});

test('[IC3] everybody gets new ones before half of the lifetime of the old ones is over, again and again', async () => {
  const { clock, joined, pass } = testServer({}, { turn });
  const ana = await joined();
  await pass(20_000, ana);
  const ben = await joined({ room: 'other' });
  const left = [lifetime, lifetime];
  for (let seconds = 0; seconds < 180; seconds += 5) {
    await pass(5_000, ana, ben);
    for (const [index, client] of [ana, ben].entries()) {
      const latest = client.told('iceServersChanged').at(-1)?.iceServers ?? client.snapshot?.iceServers;
      const { expiry, user } = credentialOf(latest);
      expect(user).toBe(client.id);
      left[index] = Math.min(left[index] ?? 0, expiry - clock.now());
    }
  }
  expect(ana.told('iceServersChanged')).toHaveLength(6);
  expect(Math.min(...left)).toBeGreaterThanOrEqual(lifetime / 2);
});

test('[IC3] who is absent gets them with the snapshot on return', async () => {
  const { clock, joined, connect, pass } = testServer({}, { turn });
  const ana = await joined();
  const ben = await joined();
  await pass(20_000, ana, ben);
  const before = ben.snapshot as Snapshot;
  ben.loseSocket();
  await pass(15_000, ana);
  expect(ana.told('iceServersChanged')).toHaveLength(1);
  expect(ben.told('iceServersChanged')).toEqual([]);
  const after = await connect().resume(before, { mediaId: before.media.id });
  expect(credentialOf(after.iceServers)).toEqual({ expiry: clock.now() + lifetime, user: ben.id });
});

test('[IC3] a server that closes renews nothing more', async () => {
  const { clock, joined, rooms } = testServer({}, { turn });
  const ana = await joined();
  rooms.close('restarting');
  ana.loseSocket();
  expect(clock.pending).toEqual([]);
});

test('[IC4] where nothing runs out nobody is told', async () => {
  const { joined, pass } = testServer();
  const ana = await joined();
  await pass(3 * lifetime, ana);
  expect(ana.told('iceServersChanged')).toEqual([]);
});
