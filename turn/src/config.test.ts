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
      TURN_HTTPS_UPSTREAM: '127.0.0.1:3000',
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
    httpsUpstream: { ip: '127.0.0.1', port: 3000 },
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
