// Who comes into rooms by tokens, and what hosts can still decide of them.
import type { JoinClaims, RequestData } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { joinData, type TestClient } from '../testing/TestClient.ts';
import { testServer } from '../testing/testServer.ts';

type Server = ReturnType<typeof testServer>;

const byToken = (options: Parameters<typeof testServer>[1] = {}) =>
  testServer({}, { ...options, byToken: true });

async function enter(
  server: Server,
  claims: Partial<JoinClaims> = {},
  overrides: Partial<RequestData<'join'>> = {},
): Promise<TestClient> {
  const client = server.connect();
  await client.join({ token: await server.tokenFor(claims), ...overrides });
  return client;
}

describe('a join', () => {
  test('[JT1] without a token is refused, and leaves no room behind', async () => {
    const server = byToken();
    const client = server.connect();
    expect(await client.refused('join', joinData())).toBe('token_required');
    expect(await client.refused('knock', { room: 'garden', displayName: 'Ana' })).toBe('token_required');
    expect(await client.refused('join', joinData({ token: 'forged' }))).toBe('token_invalid');
    const elsewhere = await server.tokenFor({ room: 'terrace' });
    expect(await client.refused('join', joinData({ token: elsewhere }))).toBe('token_other_room');
    expect(await client.refused('join', joinData({ token: 'x'.repeat(5_000) }))).toBe('invalid_request');
    expect(server.rooms.size).toBe(0);
    // On the same socket one comes in with the right one.
    await client.join({ token: await server.tokenFor() });
    expect(JSON.stringify(server.logged)).not.toContain('eyJ');
  });

  test('[JT1] has the name and the role of the token, whatever one says', async () => {
    const server = byToken();
    const ana = await enter(server, { role: 'host', name: 'Ana Ávila' }, { displayName: 'Somebody' });
    expect(ana.joinedWith.self).toMatchObject({ displayName: 'Ana Ávila', role: 'host' });
    const ben = await enter(server, { role: 'viewer' }, { displayName: 'Ben' });
    expect(ben.joinedWith.self).toMatchObject({ displayName: 'Ben', role: 'viewer' });
    expect(ana.told('peerJoined')[0]?.peer).toMatchObject({ displayName: 'Ben', role: 'viewer' });
    await expect(ben.sendMicrophone()).rejects.toThrow('forbidden');
  });

  test('[JT1] with a token where nobody asks for one is as without', async () => {
    const server = testServer();
    const ana = server.connect();
    await ana.join({ token: 'anything' });
    expect(ana.joinedWith.self.role).toBe('host');
  });
});

describe('who leads', () => {
  test('[JT4] is not who comes first, and not who has stayed longest', async () => {
    const server = byToken();
    const ben = await enter(server);
    expect(ben.joinedWith.self.role).toBe('participant');
    const ana = await enter(server, { role: 'host' });
    await ana.request('leave', {});
    await server.pass(60_000, ben);
    expect(ben.told('roleChanged')).toEqual([]);
    const cleo = await enter(server);
    expect(cleo.joinedWith.self.role).toBe('participant');
  });

  test('[JT4] a host shares it, and whoever comes in anew is what their token says', async () => {
    const server = byToken();
    const ana = await enter(server, { role: 'host' });
    const ben = await enter(server);
    await ana.request('setRole', { peerId: ben.id, role: 'host' });
    // Back in the place that is kept they still are.
    ben.loseSocket();
    const back = server.connect();
    expect((await back.resume(ben.joinedWith)).self.role).toBe('host');
    back.loseSocket();
    await server.pass(30_000, ana);
    const { name } = ben.joinedWith.room;
    const later = server.connect();
    const token = await server.tokenFor();
    await later.join({ room: name, token, resume: { token: ben.joinedWith.resumeToken } });
    expect(later.joinedWith.self).toMatchObject({ id: ben.id, role: 'participant' });
  });
});

describe('the door', () => {
  test('[JT6] is open to hosts by token, and for the others what it is', async () => {
    const server = byToken();
    const ana = await enter(server, { role: 'host' });
    await ana.request('setRules', { locked: true, waitingRoom: true, passcode: 'open sesame' });
    const cleo = await enter(server, { role: 'host' });
    expect(cleo.joinedWith.self.role).toBe('host');
    for (const role of ['participant', 'viewer'] as const) {
      const token = await server.tokenFor({ role });
      expect(await server.connect().refused('join', joinData({ token }))).toBe('locked');
      await ana.request('setRules', { locked: false });
      expect(await server.connect().refused('join', joinData({ token }))).toBe('passcode_required');
      const passcode = 'open sesame';
      expect(await server.connect().refused('join', joinData({ token, passcode }))).toBe('waiting_room');
      await ana.request('setRules', { locked: true });
    }
  });

  test('[JT6] somebody who waits is seen under the name of the token, and comes in with it', async () => {
    const server = byToken();
    const ana = await enter(server, { role: 'host' });
    await ana.request('setRules', { waitingRoom: true });
    const ben = server.connect();
    const token = await server.tokenFor({ name: 'Ben', role: 'viewer' });
    const { resumeToken } = await ben.request('knock', { room: 'garden', displayName: 'Boss', token });
    const [waiting] = ana.told('waitingChanged').at(-1)?.waiting ?? [];
    expect(waiting?.displayName).toBe('Ben');
    await ana.request('admit', { peerIds: [waiting?.id ?? ''] });
    expect(await ben.refused('join', joinData({ resume: { token: resumeToken } }))).toBe('token_required');
    await ben.join({ token, resume: { token: resumeToken } });
    expect(ben.joinedWith.self).toMatchObject({ displayName: 'Ben', role: 'viewer' });
  });

  test('[JT7] a ban is of whom the token was made for, with every token and in every tab', async () => {
    const server = byToken();
    const ana = await enter(server, { role: 'host' });
    const ben = await enter(server, { sub: 'ben@example' });
    await ana.request('ban', { peerId: ben.id });
    for (const role of ['participant', 'host'] as const) {
      const token = await server.tokenFor({ sub: 'ben@example', role });
      expect(await server.connect().refused('join', joinData({ token }))).toBe('banned');
    }
    await enter(server, { sub: 'cleo@example' });
    await enter(server);
    // Also after a restart, and nothing of it tells who it was.
    server.rooms.close('restarting');
    const after = byToken({ before: server });
    const token = await after.tokenFor({ sub: 'ben@example' });
    expect(await after.connect().refused('join', joinData({ token }))).toBe('banned');
    const kept = JSON.stringify(after.records.recall('garden'));
    expect(kept).toContain('bannedNetworks');
    expect(kept).not.toContain('ben@example');
  });
});

describe('the end of a token’s time', () => {
  test('[JT5] ends no call, and who loses the socket comes back to the place that is kept', async () => {
    const server = byToken();
    const client = server.connect();
    await client.join({ token: await server.tokenFor({ name: 'Ana' }, 10_000) });
    await server.pass(60_000, client);
    expect(client.closed).toBeUndefined();
    client.loseSocket();
    const back = server.connect();
    expect((await back.resume(client.joinedWith)).self).toMatchObject({ displayName: 'Ana' });
  });

  test('[JT5] keeps out whoever has no place any more', async () => {
    const server = byToken();
    const host = await enter(server, { role: 'host' });
    const ben = server.connect();
    const token = await server.tokenFor({}, 10_000);
    await ben.join({ token });
    ben.loseSocket();
    await server.pass(60_000, host);
    const again = joinData({ token, resume: { token: ben.joinedWith.resumeToken } });
    expect(await server.connect().refused('join', again)).toBe('token_expired');
  });

  test('[JT5] after a restart of the server whoever was inside comes back under it, in the role that they had', async () => {
    const server = byToken();
    const ana = await enter(server, { role: 'host' });
    const ben = server.connect();
    const token = await server.tokenFor({ name: 'Ben' }, 10_000);
    await ben.join({ token });
    await ana.request('setRole', { peerId: ben.id, role: 'viewer' });
    await server.pass(60_000, ana, ben);
    server.rooms.close('restarting');
    const after = byToken({ before: server });
    after.clock.advance(server.clock.now() - after.clock.now());
    const resume = { token: ben.joinedWith.resumeToken };
    // The name is not kept, and so it takes the token.
    expect(await after.connect().refused('join', joinData({ resume }))).toBe('token_required');
    const back = after.connect();
    await back.join({ token, resume, displayName: 'Boss' });
    expect(back.joinedWith.self).toMatchObject({ id: ben.id, displayName: 'Ben', role: 'viewer' });
    expect(await after.connect().refused('join', joinData({ token }))).toBe('token_expired');
  });
});
