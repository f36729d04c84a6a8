// What the log of the server and of its programs has of a whole call: nothing personal.
import { Bystander } from '../harness/Bystander.ts';
import { decide } from '../harness/hosting.ts';
import { choose, expect, test as base } from '../harness/recordings.ts';
import { relayOnly } from '../harness/relayOnly.ts';

const ADMIN_KEY = 'the-operators-key-that-stands-in-no-log';
const METRICS_TOKEN = 'the-metrics-token-that-stands-in-no-log';
const passcode = 'xyzzy-passcode-42';
const room = 'a-very-private-room';

const test = base.extend({
  settings: async ({ recordings: { dir: RECORDINGS_DIR } }, use) => {
    await use({
      ADMIN_KEY,
      METRICS_TOKEN,
      RECORDINGS_DIR,
      RECORDING: 'hosts',
      RECORDING_MIN_FREE_MB: '10',
      DIRECT_CALLS: 'false',
      LOG_LEVEL: 'debug',
    });
  },
});

test('[LO1] [LO2] a whole call leaves no name, room, text, token, key, passcode or address in the log', async ({
  server,
  join,
}) => {
  const url = `${server.url}/r/${room}`;
  const ana = await join('Annabelle Quist', { url });
  const ben = await join('Benedikt Zorn', { url, before: relayOnly });
  await Promise.all([ana.sees('Benedikt Zorn'), ben.sees('Annabelle Quist')]);
  await choose(ana, 'Record the call');
  await ana.button('Chat').click();
  await ana.page.getByRole('textbox', { name: 'Message' }).fill('the word is plugh');
  await ana.page.keyboard.press('Enter');
  await decide(ana, 'Waiting room');

  // Requests that fail, with everything that must not be told in their addresses, headers and bodies.
  const authorization = `Bearer ${ADMIN_KEY}x`;
  for (const path of [`/api/rooms/${room}%20x`, `/nothing/${room}`, '/api/rooms/%FF', '/api/admin/node']) {
    expect((await fetch(server.url + path, { headers: { authorization } })).ok).toBe(false);
  }
  const body = `{"${passcode}`;
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${ADMIN_KEY}` };
  expect((await fetch(`${server.url}/api/admin/drain`, { method: 'POST', headers, body })).status).toBe(400);
  expect(
    (await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })).ok,
  ).toBe(true);
  const guest = await Bystander.connect(server.url);
  expect(await guest.enter(url, 'x'.repeat(65))).toBe('invalid_request');
  for (const pid of server.workerPids()) process.kill(pid, 'SIGKILL');
  await expect.poll(() => server.log).toContain('a media worker died');
  await ana.sees('Benedikt Zorn');
  // Of the recording, which a host has, and of the place, which the page has once it is left.
  const stored = await ana.page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent('pagehide'));
    return [localStorage, sessionStorage].flatMap((storage) => Object.values(storage)).join(' ');
  });
  const held = stored.match(/[\w-]+\.[\w-]{40,}/g) ?? [];
  expect(held).not.toEqual([]);
  await ben.close();
  await expect.poll(() => server.log, { timeout: 30_000 }).toContain('peer left');

  const { log } = server;
  expect(log).toContain('peer joined');
  expect(log).toMatch(/"reqId":"req-[^"]+","method":"POST","route":"\/api\/admin\/drain","status":400/);
  const told = [
    'Annabelle',
    'Quist',
    'Benedikt',
    'Zorn',
    'plugh',
    passcode,
    room,
    ADMIN_KEY,
    METRICS_TOKEN,
    ...held,
  ];
  for (const secret of told) expect(log).not.toContain(secret);
  // What the server listens on is told at its start; clients come from this machine as well, by ports of their own.
  const lines = log.split('\n').filter((line) => !/listening|are running|ANNOUNCED_ADDRESS/i.test(line));
  expect(lines.filter((line) => /\b\d{1,3}(\.\d{1,3}){3}\b|::1/.test(line))).toEqual([]);
});
