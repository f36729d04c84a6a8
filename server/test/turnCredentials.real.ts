// The credentials that the server makes, with coturn's client, at the bundled TURN server and at coturn.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { run } from '../../scripts/run.mjs';
import { StartedPrograms } from '../../turn/src/testing/StartedPrograms.ts';
import { TurnIceServers } from '../src/auth/TurnIceServers.ts';

const bundledMain = fileURLToPath(new URL('../../turn/src/main.ts', import.meta.url));
const operations = fileURLToPath(new URL('../../docs/operations.md', import.meta.url));
const secret = 'the secret of the suite';
const bundledPort = 26_478;
const coturnPort = 26_578;
const peerPort = 26_480;

const programs = new StartedPrograms();
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-turn-'));
  for (const ip of ['127.0.0.1', '127.0.0.2'])
    programs.start('turnutils_peer', ['-L', ip, '-p', String(peerPort)]);
  const bundled = programs.start(process.execPath, [bundledMain], {
    TURN_SECRET: secret,
    TURN_LISTEN: '127.0.0.1',
    TURN_PORT: String(bundledPort),
    TURN_RELAY_ADDRESSES: '127.0.0.1',
    TURN_RELAY_PORTS: '27000-27099',
    // The client also binds the port above, for RTCP.
    TURN_MEDIA_PEERS: `127.0.0.1:${peerPort}-${peerPort + 1}`,
  });
  await once(bundled.stdout ?? bundled, 'data');
  writeFileSync(join(folder, 'turnserver.conf'), coturnSettings());
  programs.start('turnserver', ['-c', join(folder, 'turnserver.conf')]);
  await vi.waitFor(() => answersBinding(coturnPort), { timeout: 10_000 });
});

afterAll(async () => {
  await programs.stop();
  rmSync(folder, { recursive: true });
});

/** What docs/operations.md says, with our secret and addresses, and what makes it a test's. */
function coturnSettings(): string {
  const [, said] = /`turnserver\.conf`\n\n```ini\n(.+?)```/s.exec(readFileSync(operations, 'utf8')) ?? [];
  if (said === undefined) throw new Error('docs/operations.md has no settings of coturn');
  const ours = said
    .replace(/^static-auth-secret=.*$/m, `static-auth-secret=${secret}`)
    .replace(/^allowed-peer-ip=.*$/m, 'allowed-peer-ip=127.0.0.1');
  return `${ours}
listening-ip=127.0.0.1
listening-port=${coturnPort}
relay-ip=127.0.0.1
min-port=27100
max-port=27199
allow-loopback-peers
no-tls
no-dtls
log-file=${join(folder, 'coturn.log')}
pidfile=${join(folder, 'coturn.pid')}
userdb=${join(folder, 'coturn.db')}
`;
}

/** Asks for a Binding (RFC 8489, section 5). Rejects where nothing answers. */
async function answersBinding(port: number): Promise<void> {
  const socket = createSocket('udp4');
  try {
    socket.connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const answer = once(socket, 'message', { signal: AbortSignal.timeout(500) });
    socket.send(Buffer.from(`000100002112a442${'7061726c6579'.repeat(2)}`, 'hex'));
    await answer;
  } finally {
    socket.close();
  }
}

/** What the server tells a peer when its clock shows `now`. */
function credentialAt(now: number): string[] {
  const turn = { secret, urls: ['turn:127.0.0.1'], lifetime: 60_000, relaysToAll: false };
  const servers = new TurnIceServers({ named: [], turn, clock: { now: () => now } });
  const { username = '', credential = '' } = servers.issue('x3Q-9_bTz').sfu[0] ?? {};
  return ['-u', username, '-w', credential];
}

function relay(port: number, credential: string[], peer: string): Promise<{ code: number; output: string }> {
  const usual = [
    '-c',
    '-n',
    '5',
    '-m',
    '1',
    '-z',
    '5',
    '-p',
    String(port),
    '-r',
    String(peerPort),
    '-e',
    peer,
  ];
  return run('turnutils_uclient', [...usual, ...credential, '127.0.0.1'], {
    signal: AbortSignal.timeout(30_000),
  });
}

const servers = [
  { name: 'the bundled server', port: bundledPort },
  { name: 'coturn, with the settings of docs/operations.md', port: coturnPort },
];

test.each(servers)(
  '[IC2] $name takes a credential of the server and relays to the media',
  async ({ port }) => {
    const { code, output } = await relay(port, credentialAt(Date.now()), '127.0.0.1');
    expect(output).toMatch(/tot_send_msgs=5, tot_recv_msgs=5/);
    expect(code).toBe(0);
  },
);

test.each(servers)('[IC3] $name refuses one that has run out', async ({ port }) => {
  const { code, output } = await relay(port, credentialAt(Date.now() - 120_000), '127.0.0.1');
  expect(output).toMatch(/Cannot complete Allocation/);
  expect(code).not.toBe(0);
});

test.each(servers)('$name relays to no other address', async ({ port }) => {
  const { code, output } = await relay(port, credentialAt(Date.now()), '127.0.0.2');
  expect(output).toMatch(/error 403/);
  expect(code).not.toBe(0);
});
