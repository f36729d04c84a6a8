// coturn's own clients against this server, each as a process of its own, on loopback.
import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../scripts/run.mjs';
import { selfSigned } from '../src/testing/selfSigned.ts';
import { StartedPrograms } from '../src/testing/StartedPrograms.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const secret = 'the secret of the suite';
const port = 27_478;
const tlsPort = 27_349;
/** Of a server that is two processes. */
const portOfSeveral = 27_578;
const peerPort = 27_480;
const messages = 50;
const clients = 2;

const programs = new StartedPrograms();
let folder = '';
let runs = 0;

beforeAll(async () => {
  const missing = ['turnutils_uclient', 'turnutils_peer'].filter(
    (name) => spawnSync('which', [name]).status !== 0,
  );
  if (missing.length > 0) {
    throw new Error(`${missing.join(' and ')} not found: apt-get install --no-install-recommends coturn`);
  }
  folder = mkdtempSync(join(tmpdir(), 'parley-turn-'));
  const { cert, key } = selfSigned();
  writeFileSync(join(folder, 'cert.pem'), cert);
  writeFileSync(join(folder, 'key.pem'), key);
  for (const ip of ['127.0.0.1', '::1']) programs.start('turnutils_peer', ['-L', ip, '-p', String(peerPort)]);
  await startServer({
    TURN_PORT: String(port),
    TURN_TLS_PORT: String(tlsPort),
    TURN_TLS_CERT: join(folder, 'cert.pem'),
    TURN_TLS_KEY: join(folder, 'key.pem'),
    TURN_RELAY_PORTS: '28000-28999',
  });
  await startServer({
    TURN_PORT: String(portOfSeveral),
    TURN_RELAY_PORTS: '29000-29999',
    TURN_PROCESSES: '2',
  });
});

async function startServer(env: Record<string, string>): Promise<void> {
  const server = programs.start(process.execPath, [main], {
    TURN_SECRET: secret,
    TURN_LISTEN: '127.0.0.1,::1',
    TURN_RELAY_ADDRESSES: '127.0.0.1,::1',
    // The client also binds the port above, for RTCP.
    TURN_MEDIA_PEERS: `127.0.0.1:${peerPort}-${peerPort + 1},[::1]:${peerPort}-${peerPort + 1}`,
    ...env,
  });
  const [line] = (await once(server.stdout ?? server, 'data')) as [Buffer];
  if (!line.toString().includes('listening')) throw new Error(line.toString());
}

afterAll(async () => {
  await programs.stop();
  rmSync(folder, { recursive: true });
});

/** Runs the client, each time as another user. */
function runClient(args: string[]): Promise<{ code: number; output: string }> {
  runs += 1;
  const usual = ['-p', port, '-e', '127.0.0.1', '-r', peerPort, '-n', messages, '-m', clients, '-z', 5];
  const credential = args.includes('-w') ? [] : ['-u', `user${runs}`, '-W', secret];
  const all = [...usual, ...credential, ...args, '127.0.0.1'].map(String);
  return run('turnutils_uclient', all, { cwd: folder, signal: AbortSignal.timeout(50_000) });
}

/** What the client says at its end. It ends well even when all is lost, so its numbers count. */
function totals(output: string) {
  const [, sent, received] = /start_mclient: tot_send_msgs=(\d+), tot_recv_msgs=(\d+)/.exec(output) ?? [];
  const [, lost] = /Total lost packets (\d+)/.exec(output) ?? [];
  return { sent: Number(sent), received: Number(received), lost: Number(lost) };
}

test.each([
  { name: 'channels', args: ['-c'] },
  { name: 'channels, with a second port for RTCP', args: [] },
  { name: 'Send indications', args: ['-s', '-c'] },
  { name: 'DONT-FRAGMENT', args: ['-c', '-g'] },
  { name: 'padded channel data', args: ['-c', '-D'] },
  { name: 'IPv4 by name', args: ['-c', '-X'] },
  { name: 'more requests than needed', args: ['-c', '-G'] },
  { name: 'mobility, which is not taken up', args: ['-c', '-M'] },
  { name: 'clients that drop out', args: ['-c', '-B'] },
  { name: 'both families at once', args: ['-Z'] },
  { name: 'an IPv6 relay', args: ['-c', '-x', '-e', '::1'] },
  { name: 'an IPv6 relay, Send indications', args: ['-s', '-c', '-x', '-e', '::1'] },
  { name: 'client to client', args: ['-y', '-c'] },
  { name: 'client to client, Send indications', args: ['-y', '-s', '-c'] },
  { name: 'client to client, IPv6', args: ['-y', '-c', '-x'] },
  { name: 'packets of 1200 bytes', args: ['-c', '-l', '1200'] },
  { name: 'TCP', args: ['-t', '-c'] },
  { name: 'TCP, Send indications', args: ['-t', '-s', '-c'] },
  { name: 'TCP, client to client', args: ['-t', '-y', '-c'] },
])('UDP relay, $name: nothing is lost', async ({ args }) => {
  const { code, output } = await runClient(args);
  const total = clients * messages;
  expect({ code, ...totals(output) }).toEqual({ code: 0, sent: total, received: total, lost: 0 });
});

test.each([
  { name: '[MP1] two processes, channels', args: ['-c'] },
  { name: '[MP4] two processes, channels, with a second port for RTCP', args: [] },
  { name: '[MP2] two processes, client to client', args: ['-y', '-c'] },
  { name: '[MP2] two processes, client to client, Send indications', args: ['-y', '-s', '-c'] },
  { name: '[MP2] two processes, TCP, client to client, IPv6', args: ['-t', '-y', '-c', '-x'] },
])('$name: nothing is lost', async ({ args }) => {
  // Enough clients for both.
  const { code, output } = await runClient(['-p', String(portOfSeveral), '-m', '8', ...args]);
  const total = 8 * messages;
  expect({ code, ...totals(output) }).toEqual({ code: 0, sent: total, received: total, lost: 0 });
});

test.each([
  { name: 'channels', args: ['-c'] },
  { name: 'Send indications', args: ['-s', '-c'] },
  { name: 'client to client', args: ['-y', '-c'] },
])('TLS, $name: a few per cent may be lost', async ({ args }) => {
  // Faster than its usual 20 ms, this client loses a tenth over TLS by itself, with coturn's server as well.
  const { code, output } = await runClient(['-t', '-S', '-z', '20', '-p', String(tlsPort), ...args]);
  const { sent, received } = totals(output);
  expect(code).toBe(0);
  expect(sent).toBe(clients * messages);
  expect(received).toBeGreaterThanOrEqual(sent * 0.95);
});

function passwordOf(username: string): string {
  return createHmac('sha1', secret).update(username).digest('base64');
}

test.each([
  {
    name: 'an expired user',
    args: ['-c', '-u', '1:bob', '-w', passwordOf('1:bob')],
    says: /Cannot complete/,
  },
  { name: 'a wrong password', args: ['-c', '-u', '9999999999:bob', '-w', 'wrong'], says: /Cannot complete/ },
  { name: 'a denied peer, by channel', args: ['-c', '-e', '127.0.0.2'], says: /error 403/ },
  { name: 'a denied peer, by permission', args: ['-s', '-c', '-e', '127.0.0.2'], says: /error 403/ },
  { name: 'a denied port', args: ['-c', '-r', '22'], says: /error 403/ },
  { name: 'one client too many', args: ['-c', '-m', '17'], says: /error 486/ },
])('$name fails', async ({ args, says }) => {
  const { code, output } = await runClient(args);
  expect(code).not.toBe(0);
  expect(output).toMatch(says);
});
