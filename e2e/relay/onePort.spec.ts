import type { IceServer, ResponseFrame } from '@parley/protocol';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { AttributeType, MessageClass } from '../../turn/src/stun/codes.ts';
import { selfSigned } from '../../turn/src/testing/selfSigned.ts';
import { allocateOverTls } from '../harness/allocateOverTls.ts';
import { expect, test as base } from '../harness/fixtures.ts';
import type { Person } from '../harness/Person.ts';

/** With a certificate, all that goes over TLS has one port. */
const test = base.extend({
  settings: async ({}, use) => {
    const dir = mkdtempSync(joinPath(tmpdir(), 'parley-tls-'));
    const files = { TLS_CERT: joinPath(dir, 'cert.pem'), TLS_KEY: joinPath(dir, 'key.pem') };
    const { cert, key } = selfSigned('localhost');
    writeFileSync(files.TLS_CERT, cert);
    writeFileSync(files.TLS_KEY, key);
    await use(files);
    rmSync(dir, { recursive: true });
  },
  roomUrl: async ({ server }, use) => {
    await use(`https://localhost:${server.tlsPort}/r/one-port`);
  },
});

/** What the answer to the join told of TURN servers. */
async function turnServerOf(person: Person): Promise<Required<IceServer>> {
  const frames = await person.page.evaluate(() => window.parleyProbe.frames.map(({ text }) => text));
  for (const text of frames) {
    const { data } = JSON.parse(text) as { data?: Extract<ResponseFrame<'join'>, { ok: true }>['data'] };
    const [server] = data?.iceServers?.sfu ?? [];
    if (server?.username !== undefined) return server as Required<IceServer>;
  }
  throw new Error('no TURN server was told');
}

test('[CN6] with a certificate the page, the signaling and TURN have one port', async ({ join, server }) => {
  const ana = await join('Ana');
  const ben = await join('Ben');
  await Promise.all([ana.sees('Ben'), ben.sees('Ana'), ana.hears('Ben'), ben.hears('Ana')]);
  // Not by long-polling.
  expect(await ana.page.evaluate(() => window.parleyProbe.frames.length)).toBeGreaterThan(0);

  const turn = await turnServerOf(ana);
  expect(turn.urls).toContain(`turns:localhost:${server.tlsPort}?transport=tcp`);
  const answer = await allocateOverTls(server.tlsPort, turn);
  expect(answer?.messageClass).toBe(MessageClass.success);
  expect(answer?.get(AttributeType.xorRelayedAddress)).toBeDefined();
  const forged = await allocateOverTls(server.tlsPort, { ...turn, credential: 'forged' });
  expect(forged?.messageClass).toBe(MessageClass.error);
});

test('a TURN server that is killed takes the port of HTTPS for a moment only', async ({ join, server }) => {
  const ana = await join('Ana');
  const ben = await join('Ben');
  await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
  process.kill(server.turnPid ?? 0, 'SIGKILL');
  await expect(ana.page.getByText('Reconnecting…')).toBeVisible();
  await expect(ana.page.getByText('Reconnecting…')).toHaveCount(0);
  await expect(ben.page.getByText('Reconnecting…')).toHaveCount(0);
  await expect(ana.tiles).toHaveCount(2);
  await Promise.all([ana.sees('Ben'), ben.sees('Ana'), ana.hears('Ben'), ben.hears('Ana')]);
});
