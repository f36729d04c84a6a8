import { expect, test, vi } from 'vitest';
import { settle, testServer } from '../testing/testServer.ts';
import { Drain } from './Drain.ts';

const hour = 3_600_000;

function drainedServer() {
  const server = testServer();
  const ended = vi.fn<() => void>();
  const { rooms, clock, log } = server;
  const drain = new Drain({ rooms, clock, log, limit: hour, ended });
  return { ...server, drain, ended };
}

test('[DR1] while it is drained a new room is refused, and one that is open takes people', async () => {
  const { drain, joined, connect, rooms } = drainedServer();
  await joined({ room: 'garden' });
  drain.start();
  await joined({ room: 'garden', displayName: 'Ben' });
  expect(rooms.people).toBe(2);
  const late = connect();
  await expect(late.join({ room: 'kitchen' })).rejects.toThrow('draining');
  expect(late.closed).toBeUndefined();
  expect(rooms.size).toBe(1);
});

test('[DR1] a room that was open when the server was restarted is taken up', async () => {
  const before = testServer();
  const ana = await before.joined();
  before.rooms.close('restarting');
  const { rooms, clock, log, connect } = testServer({}, { before });
  const drain = new Drain({ rooms, clock, log, limit: hour, ended: () => {} });
  drain.start();
  expect((await connect().resume(ana.joinedWith)).self.id).toBe(ana.id);
});

test('[DR2] it ends a second after the last room, and not before', async () => {
  const { drain, joined, clock, ended } = drainedServer();
  const ana = await joined();
  drain.start();
  clock.advance(10_000);
  expect(ended).not.toHaveBeenCalled();
  await ana.ask('leave');
  await settle();
  clock.advance(999);
  expect(ended).not.toHaveBeenCalled();
  clock.advance(1);
  expect(ended).toHaveBeenCalledOnce();
});

test('[DR2] a server without rooms ends at once', () => {
  const { drain, clock, ended } = drainedServer();
  drain.start();
  clock.advance(1_000);
  expect(ended).toHaveBeenCalledOnce();
});

test('[DR3] it ends at the limit, whoever is still in a room; a new limit takes the place of the old', async () => {
  const { drain, joined, pass, ended, clock } = drainedServer();
  const ana = await joined();
  drain.start();
  const { startedAt = 0, endsAt } = drain.state ?? {};
  expect(endsAt).toBe(startedAt + hour);
  await pass(5_000, ana);
  drain.start(20_000);
  expect(drain.state).toEqual({ startedAt, endsAt: clock.now() + 20_000 });
  await pass(15_000, ana);
  expect(ended).not.toHaveBeenCalled();
  await pass(5_000, ana);
  expect(ended).toHaveBeenCalledOnce();
});

test('[DR4] cancelled, it opens new rooms again and never ends', async () => {
  const { drain, joined, clock, ended, rooms } = drainedServer();
  drain.start();
  drain.cancel();
  drain.cancel();
  expect(drain.state).toBeUndefined();
  const ana = await joined({ room: 'kitchen' });
  await ana.ask('leave');
  await settle();
  clock.advance(2 * hour);
  expect(rooms.size).toBe(0);
  expect(ended).not.toHaveBeenCalled();
});
