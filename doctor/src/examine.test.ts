// A real Parley with its TURN server, set up well and badly, and what the doctor says of it.
import { mkdtempSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Programs } from '../testing/Programs.ts';
import { ProxyWithoutUpgrade } from '../testing/ProxyWithoutUpgrade.ts';
import { examine } from './examine.ts';
import { askStun } from './machine/address.ts';
import type { Options } from './options.ts';
import type { Report } from './report.ts';

const ports = { page: 24_610, media: 24_611, turn: 24_612, proxy: 24_613 };
const secret = 'the secret of the tests of the doctor';
/** TURN relays to no loopback addresses unless they are named, and the media is there. */
const loopback = {
  PORT: String(ports.page),
  MEDIA_PORT: String(ports.media),
  TURN_PORT: String(ports.turn),
  WORKERS: '1',
  ANNOUNCED_ADDRESS: '127.0.0.1',
  TURN_RELAY_ADDRESSES: '127.0.0.1',
  TURN_RELAY_PORTS: '24620-24699',
};
const fromInside: Options = {
  url: undefined,
  service: undefined,
  settings: undefined,
  stun: undefined,
  json: false,
};
const fromOutside: Options = { ...fromInside, url: `http://127.0.0.1:${ports.page}` };

let programs: Programs;
let folder = '';
beforeEach(() => {
  programs = new Programs();
  folder = mkdtempSync(join(tmpdir(), 'parley-doctor-'));
});
afterEach(async () => {
  await programs.end();
  rmSync(folder, { recursive: true });
});

function failures({ findings }: Report): string[] {
  return findings.filter(({ status }) => status === 'failed').map(({ check }) => check);
}

function messageOf({ findings }: Report, check: string): string {
  return findings.find((finding) => finding.check === check)?.message ?? '';
}

test('of a Parley that is well set up, nothing fails, from inside and from outside', async () => {
  const env = { ...loopback, DATA_DIR: folder };
  await programs.startParley(env);
  const stun = { host: '127.0.0.1', port: ports.turn };
  const inside = await examine({ ...fromInside, stun }, { ...process.env, ...env });
  expect(failures(inside)).toEqual([]);
  expect(messageOf(inside, 'ports')).toContain('Parley has its 5 ports');
  const outside = await examine(fromOutside, {});
  expect(outside.ok).toBe(true);
  const good = outside.findings.filter(({ status }) => status === 'ok').map(({ check }) => check);
  expect(good).toEqual([
    'name',
    'page',
    'certificate',
    'http',
    'clock',
    'websocket',
    'fallback',
    'announced-address',
    'media-udp',
    'media-tcp',
    'turn',
    'turn-udp',
    'turn-tcp',
    'turn-peers',
  ]);
  expect(messageOf(outside, 'media-udp')).toMatch(/127\.0\.0\.1:24611 in \d+ ms, with DTLS/);
}, 60_000);

test('a Parley that does not run is a warning from inside, and fails from outside', async () => {
  const inside = await examine(fromInside, { ...process.env, ...loopback, DATA_DIR: folder });
  expect(failures(inside)).toEqual([]);
  expect(messageOf(inside, 'page')).toContain('does not run');
  const outside = await examine(fromOutside, {});
  expect(failures(outside)).toEqual(['page']);
}, 60_000);

test('settings that cannot be are told, and the rest of the machine is looked at', async () => {
  const report = await examine(fromInside, { ...process.env, PORT: 'many' });
  expect(failures(report)).toEqual(['configuration']);
}, 60_000);

test('behind a proxy without upgrades only the WebSocket fails: the rest is found by Socket.IO', async () => {
  await programs.startParley({ ...loopback, DATA_DIR: folder });
  const proxy = await ProxyWithoutUpgrade.start({
    host: '127.0.0.1',
    port: ports.proxy,
    upstream: ports.page,
  });
  try {
    const report = await examine({ ...fromOutside, url: `http://127.0.0.1:${ports.proxy}` }, {});
    expect(failures(report)).toEqual(['websocket']);
    expect(messageOf(report, 'websocket')).toMatch(
      /answers the upgrade of \/ws with HTTP \d+ and not with 101/,
    );
    expect(messageOf(report, 'media-udp')).toContain('with DTLS');
  } finally {
    await proxy.close();
  }
}, 60_000);

test('a TURN server with another secret is named by that', async () => {
  const relay = {
    TURN_PORT: String(ports.turn),
    TURN_SECRET: `another than ${secret}`,
    TURN_LISTEN: '127.0.0.1',
    TURN_RELAY_ADDRESSES: '127.0.0.1',
    TURN_RELAY_PORTS: '24620-24699',
    TURN_MEDIA_PEERS: `127.0.0.1:${ports.media}`,
  };
  await programs.start([process.execPath, 'turn/src/main.ts'], relay, 'listening');
  const urls = ['udp', 'tcp'].map((transport) => `turn:127.0.0.1:${ports.turn}?transport=${transport}`);
  const env = { TURN_BUNDLED: 'false', TURN_SECRET: secret, TURN_URLS: JSON.stringify(urls) };
  await programs.startParley({ ...loopback, ...env, DATA_DIR: folder });
  const report = await examine(fromOutside, {});
  expect(failures(report)).toEqual(['turn']);
  expect(messageOf(report, 'turn')).toContain('TURN_SECRET');
}, 60_000);

const hasCoturn = spawnSync('which', ['turnserver']).status === 0;

test.runIf(hasCoturn)(
  'of coturn as it is by itself, the doctor says that it lets everybody in',
  async () => {
    const options = {
      'listening-ip': '127.0.0.1',
      'listening-port': ports.turn,
      'relay-ip': '127.0.0.1',
      'min-port': 24_620,
      'max-port': 24_699,
      realm: 'test',
      'static-auth-secret': secret,
      'log-file': 'stdout',
      pidfile: '/dev/null',
    };
    const switches = ['use-auth-secret', 'allow-loopback-peers', 'no-tls', 'no-dtls', 'no-cli'];
    const args = [
      ...switches.map((name) => `--${name}`),
      ...Object.entries(options).map(([name, value]) => `--${name}=${value}`),
    ];
    await programs.start(['turnserver', '-n', ...args], {});
    // What it prints comes late.
    const answers = () => askStun({ host: '127.0.0.1', port: ports.turn }, 500);
    await expect.poll(answers, { timeout: 10_000 }).toHaveProperty('ip');
    const urls = [`turn:127.0.0.1:${ports.turn}?transport=udp`];
    const env = { TURN_BUNDLED: 'false', TURN_SECRET: secret, TURN_URLS: JSON.stringify(urls) };
    await programs.startParley({ ...loopback, ...env, DATA_DIR: folder });
    const report = await examine(fromOutside, {});
    expect(failures(report)).toEqual(['turn-peers']);
    expect(messageOf(report, 'turn-udp')).toContain('relays to the media and back');
    expect(messageOf(report, 'turn-peers')).toMatch(/10\.0\.0\.1.*denied-peer-ip/);
  },
  60_000,
);

test('beside a Parley that runs elsewhere, its ports are not looked at, and https not missed', async () => {
  await programs.startParley({ ...loopback, DATA_DIR: folder });
  // A name of this machine that browsers would not take for safe.
  const service = `http://[::ffff:127.0.0.1]:${ports.page}`;
  const report = await examine({ ...fromInside, service }, { ...process.env, DATA_DIR: folder });
  expect(failures(report)).toEqual([]);
  const skipped = report.findings.filter(({ status }) => status === 'skipped').map(({ check }) => check);
  expect(skipped).toEqual(expect.arrayContaining(['ports', 'certificate']));
}, 60_000);

test('answers from another address are what a container sees of its own machine, and to others a failure', async () => {
  // The kernel lets those who listen at all addresses answer from 127.0.0.1, as Docker does from its gateway.
  const env = { ...loopback, ANNOUNCED_ADDRESS: '127.0.0.2', TURN_BUNDLED: 'false' };
  await programs.startParley({ ...env, DATA_DIR: folder });
  const beside = { ...fromInside, service: `http://127.0.0.1:${ports.page}` };
  const inside = await examine(beside, { ...process.env, ...env, DATA_DIR: folder });
  const statusOf = (check: string) => inside.findings.find((finding) => finding.check === check)?.status;
  expect(failures(inside)).toEqual([]);
  expect([statusOf('media-udp'), statusOf('media-tcp')]).toEqual(['skipped', 'ok']);
  expect(messageOf(inside, 'media-udp')).toContain('the answer come from 127.0.0.1');
  const outside = await examine(fromOutside, {});
  expect(failures(outside)).toEqual(['media-udp']);
  expect(messageOf(outside, 'media-udp')).toContain('is answered from 127.0.0.1');
}, 60_000);
