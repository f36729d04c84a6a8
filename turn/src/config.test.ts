import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { StartError } from './StartError.ts';
import { selfSigned } from './testing/selfSigned.ts';

const required = { TURN_SECRET: 'a secret for the tests', TURN_RELAY_ADDRESSES: '203.0.113.5' };

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof StartError) return error.problems;
    throw error;
  }
  return [];
}

test('the secret and the address of the relays are all that is needed', () => {
  expect(readConfig(required)).toMatchObject({
    TURN_PORT: 3478,
    listen: ['0.0.0.0'],
    tls: undefined,
    relayAddresses: [{ ip: '203.0.113.5', external: '203.0.113.5' }],
    relayPorts: { from: 49_152, to: 65_535 },
    mediaPeers: [],
    TURN_PUBLIC_PEERS: false,
  });
});

test('what stands in the texts is read', () => {
  expect(
    readConfig({
      ...required,
      TURN_LISTEN: '127.0.0.1, ::1',
      TURN_RELAY_ADDRESSES: '203.0.113.5/10.0.0.5,2001:DB8:0::5',
      TURN_RELAY_PORTS: '20000-20099',
      TURN_MEDIA_PEERS: '10.0.0.7:20000-20007,[2001:db8::7]:20000',
      TURN_DENIED_PEERS: '198.51.100.0/24',
      TURN_HTTP_UPSTREAM: '127.0.0.1:3000',
      TURN_HTTPS_UPSTREAM: 'caddy:8443',
      TURN_TLS_CERT: '/none/*.crt',
      TURN_TLS_KEY: '/none/*.key',
    }),
  ).toMatchObject({
    listen: ['127.0.0.1', '::1'],
    relayAddresses: [
      { ip: '10.0.0.5', external: '203.0.113.5' },
      { ip: '2001:db8::5', external: '2001:db8::5' },
    ],
    relayPorts: { from: 20_000, to: 20_099 },
    mediaPeers: [
      { ip: '10.0.0.7', from: 20_000, to: 20_007 },
      { ip: '2001:db8::7', from: 20_000, to: 20_000 },
    ],
    deniedPeers: ['198.51.100.0/24'],
    httpUpstream: { host: '127.0.0.1', port: 3000 },
    httpsUpstream: { host: 'caddy', port: 8443 },
  });
});

test('certificate and key are read from their files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-turn-'));
  const { cert, key } = selfSigned();
  writeFileSync(join(folder, 'cert'), cert);
  writeFileSync(join(folder, 'key'), key);
  const files = { cert: join(folder, 'cert'), key: join(folder, 'key') };
  const env = { ...required, TURN_TLS_CERT: files.cert };
  expect(readConfig({ ...env, TURN_TLS_KEY: files.key }).tls).toEqual({ files, pair: { cert, key } });
  expect(problemsOf(env)).toEqual(['TURN_TLS_CERT and TURN_TLS_KEY: both of them are needed']);
  const none = { ...env, TURN_TLS_KEY: join(folder, 'none') };
  expect(problemsOf(none)).toEqual([
    expect.stringMatching(/^TURN_TLS_CERT and TURN_TLS_KEY: .*ENOENT.*none/),
  ]);
  const before = { TURN_HTTPS_UPSTREAM: 'caddy:8443' };
  expect(readConfig({ ...none, ...before }).tls).toMatchObject({
    pair: undefined,
    missing: expect.stringContaining('ENOENT') as string,
  });
  expect(problemsOf({ ...required, ...before })).toEqual([
    'TURN_TLS_CERT and TURN_TLS_KEY: both of them are needed for TURN beside TURN_HTTPS_UPSTREAM',
  ]);
  rmSync(folder, { recursive: true });
});

test('[PF4] all mistakes are told at once, each by its variable', () => {
  expect(
    problemsOf({
      TURN_SECRET: 'short',
      TURN_PORT: 'x',
      TURN_LISTEN: 'localhost',
      TURN_RELAY_PORTS: '9-1',
      TURN_MEDIA_PEERS: '169.254.169.254:80',
      TURN_DENIED_PEERS: '10.0.0.0/40',
      TURN_PUBLIC_PEERS: 'perhaps',
      TURN_CHANNELS: '0',
    }),
  ).toEqual([
    'TURN_SECRET must NOT have fewer than 16 characters',
    'TURN_PORT must be integer',
    'TURN_RELAY_ADDRESSES is required',
    'TURN_PUBLIC_PEERS must be boolean',
    'TURN_CHANNELS must be >= 1',
    'TURN_LISTEN: "localhost" is no IP address',
    'TURN_RELAY_PORTS: "9-1" is no port or range of ports',
    'TURN_MEDIA_PEERS: 169.254.169.254 may not be a peer',
    'TURN_DENIED_PEERS: "10.0.0.0/40" is no CIDR range',
  ]);
});

test('a media address may have an inner one, which has to be of one peer only and not denied', () => {
  const peers = (TURN_MEDIA_PEERS: string, TURN_DENIED_PEERS = '') => ({
    ...required,
    TURN_MEDIA_PEERS,
    TURN_DENIED_PEERS,
  });
  expect(
    readConfig(peers('203.0.113.5/10.0.0.5:20000-20007,[2001:db8::5/fd00::5]:20000,10.0.0.7:20000')),
  ).toMatchObject({
    mediaPeers: [
      { ip: '203.0.113.5', from: 20_000, to: 20_007 },
      { ip: '2001:db8::5', from: 20_000, to: 20_000 },
      { ip: '10.0.0.7', from: 20_000, to: 20_000 },
    ],
    innerPeers: [
      { ip: '203.0.113.5', inner: '10.0.0.5', from: 20_000, to: 20_007 },
      { ip: '2001:db8::5', inner: 'fd00::5', from: 20_000, to: 20_000 },
    ],
  });
  const problem = (text: string) => [`TURN_MEDIA_PEERS: ${text}`];
  const inner = '203.0.113.5/10.0.0.5:20000-20007';
  expect(problemsOf(peers(inner, '10.0.0.0/8'))).toEqual(
    problem('10.0.0.5 is in a range of TURN_DENIED_PEERS'),
  );
  expect(problemsOf(peers(`${inner},203.0.113.6/10.0.0.5:20007`))).toEqual(
    problem('10.0.0.5 is the inner address of 203.0.113.5 and of 203.0.113.6'),
  );
  expect(problemsOf(peers(`${inner},10.0.0.5:20000`))).toHaveLength(1);
  expect(problemsOf(peers(`${inner},10.0.0.5:20008`))).toEqual([]);
  for (const mistake of [
    '203.0.113.5/fd00::5',
    '203.0.113.5/169.254.169.254',
    '203.0.113.5/a',
    '1.1.1.1/2.2.2.2/3.3.3.3',
  ]) {
    expect(problemsOf(peers(`${mistake}:20000`))).toHaveLength(1);
  }
});

test.each(['caddy', 'caddy:0', ':8443', 'https://caddy:8443', '[caddy]:8443', 'a:b:1'])(
  '"%s" is no upstream',
  (TURN_HTTP_UPSTREAM) => {
    expect(problemsOf({ ...required, TURN_HTTP_UPSTREAM })).toHaveLength(1);
  },
);

test.each(['0.0.0.0', '10.0.0.5,10.0.0.6', '203.0.113.5/::1', 'a/b/c', 'relay.example'])(
  '"%s" are no addresses of relays',
  (addresses) => {
    expect(problemsOf({ ...required, TURN_RELAY_ADDRESSES: addresses })).toHaveLength(1);
  },
);

test('several processes need ports that they can share, and relay ports for each', () => {
  expect(readConfig({ ...required, TURN_PROCESSES: '3' }).processes).toBe(3);
  expect(readConfig({ ...required, TURN_PROCESSES: '0' }).processes).toBe(availableParallelism());
  const env = { ...required, TURN_PROCESSES: '4', TURN_PORT: '0', TURN_RELAY_PORTS: '20000-20006' };
  expect(problemsOf(env)).toEqual([
    'TURN_PROCESSES: ports that several processes share need a number',
    'TURN_RELAY_PORTS: at least 8 are needed for TURN_PROCESSES',
  ]);
});
