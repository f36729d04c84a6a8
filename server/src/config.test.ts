import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { selfSigned } from '../../turn/src/testing/selfSigned.ts';
import { readConfig } from './config.ts';
import { settings } from './settings/settings.ts';
import { StartError } from './StartError.ts';
import { proxiesIn } from './carriers/TrustedProxies.ts';
import { ownTheme } from './theme.ts';

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof StartError) return error.problems;
    throw error;
  }
  return [];
}

test('an empty environment is a working configuration', () => {
  expect(readConfig({})).toEqual({
    HOST: '0.0.0.0',
    PORT: 3000,
    TLS_PORT: 443,
    MEDIA_PORT: 20000,
    WORKER_CONSUMERS: 500,
    WORKER_CPU: 0.8,
    MAX_PEERS_PER_ROOM: 200,
    FIRST_IS_HOST: true,
    BAN_ADDRESSES: false,
    TRUST_PROXY: 'false',
    VOICES: 8,
    VIDEO_CODEC: 'vp8',
    RECORDING: 'never',
    RECORDING_MIN_FREE_MB: 1000,
    RECORDING_FILM: 'grid',
    RECORDING_FILM_FORMAT: 'mp4',
    RECORDING_KEEP_TRACKS: true,
    S3_PATH_STYLE: false,
    DIRECT_CALLS: true,
    DIRECT_RETURN_SECONDS: 30,
    ALLOWED_ORIGINS: [],
    ICE_SERVERS: [],
    TURN_BUNDLED: true,
    TURN_PORT: 3478,
    TURN_TLS_PORT: 5349,
    TURN_URLS: [],
    TURN_PUBLIC_PEERS: false,
    TURN_CREDENTIAL_SECONDS: 3_600,
    AUTH: 'open',
    DRAIN_SECONDS: 3_600,
    DATA_DIR: '.parley',
    LOG_LEVEL: 'info',
    certificate: undefined,
    proxies: proxiesIn('false').proxies,
    theme: ownTheme,
    s3: undefined,
  });
});

test('settings are taken as what they are, empty ones as unset', () => {
  const config = readConfig({
    PORT: '8080',
    WORKERS: '3',
    ANNOUNCED_ADDRESS: '',
    ICE_SERVERS: '[{"urls":["turn:turn.example"],"username":"u","credential":"c"}]',
    UNRELATED: 'x',
  });
  expect(config).toMatchObject({ PORT: 8080, WORKERS: 3 });
  expect(config.ANNOUNCED_ADDRESS).toBeUndefined();
  expect(config.ICE_SERVERS).toEqual([{ urls: ['turn:turn.example'], username: 'u', credential: 'c' }]);
});

test('it cannot be changed', () => {
  expect(Object.isFrozen(readConfig({}))).toBe(true);
});

test('all mistakes are told at once, each by its variable', () => {
  const problems = problemsOf({
    PORT: 'http',
    MEDIA_PORT: '80',
    WORKERS: '0.5',
    LOG_LEVEL: 'loud',
    RESUME_SECRET: 'short',
    ICE_SERVERS: '[{"urls":["http://x"]}]',
  });
  expect(problems).toEqual([
    'PORT: “http” is not a whole number from 0 to 65535.',
    'MEDIA_PORT: “80” is not a whole number from 1024 to 65535.',
    'WORKERS: “0.5” is not a whole number from 1 to 256.',
    'ICE_SERVERS: what is given is not a JSON array such as [{"urls": ["stun:stun.example"]}]; look at /0/urls/0.',
    'RESUME_SECRET: what is given has 5 characters, and needs 32 or more.',
    'LOG_LEVEL: “loud” is none of trace, debug, info, warn, error, silent.',
  ]);
});

test('what is no JSON where JSON is wanted is said, and a secret never', () => {
  expect(problemsOf({ TURN_URLS: 'turn:x', ICE_SERVERS: '[{"credential":"pssst"' })).toEqual([
    'ICE_SERVERS: what is given is not a JSON array such as [{"urls": ["stun:stun.example"]}].',
    'TURN_URLS: “turn:x” is not a JSON array such as ["turn:turn.example:3478"].',
  ]);
});

test('every setting that can be wrong says so in words', () => {
  for (const [name, schema] of Object.entries(settings.properties)) {
    const wrong = 'type' in schema && schema.type === 'string' ? ' ' : '<script>';
    for (const problem of problemsOf({ [name]: wrong })) {
      expect(problem).toMatch(
        /: (“.*”|what is given) (is not (a|an|[0-9]+)|is none of|is neither|has \d+ characters)|^(TLS|THEME|S3|AUTH)/,
      );
      expect(problem).not.toMatch(/undefined|pattern|must/);
    }
  }
});

describe('the bucket', () => {
  test('is told by its name, with the rest where it has to be', () => {
    expect(readConfig({ S3_BUCKET: 'meetings', S3_PREFIX: 'parley' }).s3).toEqual({
      bucket: 'meetings',
      endpoint: undefined,
      region: 'us-east-1',
      credentials: undefined,
      prefix: 'parley/',
      pathStyle: false,
    });
  });

  test('has all of its settings or none, and its credentials whole', () => {
    expect(problemsOf({ S3_REGION: 'here', S3_SECRET_ACCESS_KEY: 'x', S3_ENDPOINT: 's3.example' })).toEqual([
      'S3_ENDPOINT: “s3.example” is not an address such as https://s3.example.',
      'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY: both of them are needed, or none.',
      'S3_BUCKET: S3_REGION, S3_SECRET_ACCESS_KEY mean nothing without it.',
    ]);
  });
});

test('an operator’s key is one that fits into a header', () => {
  expect(problemsOf({ ADMIN_KEY: 'short' })).toHaveLength(1);
  expect(problemsOf({ ADMIN_KEY: 'with spaces between words' })).toHaveLength(1);
  expect(problemsOf({ RECORDINGS_DAYS: '0', RECORDINGS_QUOTA_GB: '0', RECORDING_FILM: 'all' })).toHaveLength(
    3,
  );
});

test('where people come in by tokens, all that belongs to it may be set, and nowhere else', () => {
  const TOKEN_JWKS_URL = 'https://id.example/keys';
  expect(readConfig({ AUTH: 'token', TOKEN_JWKS_URL })).toMatchObject({ AUTH: 'token', TOKEN_JWKS_URL });
  expect(readConfig({ AUTH: 'token', TOKEN_JWKS_URL: '/etc/parley/keys.json' }).AUTH).toBe('token');
  expect(problemsOf({ TOKEN_JWKS_URL, TOKEN_ISSUER: 'id' })).toEqual([
    'AUTH: TOKEN_JWKS_URL, TOKEN_ISSUER mean nothing without AUTH=token.',
  ]);
  expect(problemsOf({ AUTH: 'yes', TOKEN_JWKS_URL: 'http://id.example' })).toEqual([
    'AUTH: “yes” is none of open, token.',
    'TOKEN_JWKS_URL: “http://id.example” is not an address with https:// or the path of a file.',
  ]);
  expect(problemsOf({ AUTH: 'token', TOKEN_SECRET: 'short' })).toEqual([
    'TOKEN_SECRET: what is given has 5 characters, and needs 32 or more.',
  ]);
});

test('proxies are named, and not trusted for what comes by the port of TLS', () => {
  expect(problemsOf({ TRUST_PROXY: '10.0.0.0/33,caddy' })).toEqual([
    'TRUST_PROXY: "10.0.0.0/33" is no range: write it like 10.0.0.0/8.',
  ]);
  const files = { TLS_CERT: 'none', TLS_KEY: 'none' };
  expect(problemsOf({ ...files, TRUST_PROXY: 'true' })).toContain(
    'TRUST_PROXY: with TLS_CERT nobody on this machine is to be trusted. Name the proxy, or none.',
  );
  expect(problemsOf({ ...files, TRUST_PROXY: 'true', HTTPS_UPSTREAM: 'localhost:8443' })).toEqual([]);
});

describe('the certificate', () => {
  let dir = '';
  let files = { TLS_CERT: '', TLS_KEY: '' };
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'parley-config-'));
    files = { TLS_CERT: join(dir, 'cert.pem'), TLS_KEY: join(dir, 'key.pem') };
    const { cert, key } = selfSigned('meet.example');
    writeFileSync(files.TLS_CERT, cert);
    writeFileSync(files.TLS_KEY, key);
    writeFileSync(join(dir, 'other.pem'), selfSigned().key);
  });
  afterAll(() => {
    rmSync(dir, { recursive: true });
  });

  test('gives the name, and keeps plain HTTP to this machine unless HOST is set', () => {
    expect(readConfig(files)).toMatchObject({
      certificate: { hostName: 'meet.example' },
      TLS_PORT: 443,
      HOST: '127.0.0.1',
    });
    expect(readConfig({ ...files, HOST: '0.0.0.0' }).HOST).toBe('0.0.0.0');
  });

  test('has to be whole and to have its key', () => {
    const prefix = 'TLS_CERT and TLS_KEY:';
    expect(problemsOf({ TLS_CERT: files.TLS_CERT })).toEqual([`${prefix} both of them are needed.`]);
    expect(problemsOf({ ...files, TLS_KEY: join(dir, 'other.pem') })).toEqual([
      `${prefix} the key is not that of the certificate`,
    ]);
    expect(problemsOf({ ...files, TLS_CERT: join(dir, 'none.pem') })).toEqual([
      expect.stringContaining('none.pem'),
    ]);
    expect(problemsOf({ ...files, TLS_CERT: files.TLS_KEY })).toHaveLength(1);
  });

  test('may come to be there later, before a web server of its own, and has a name from then on', () => {
    const later = {
      HTTPS_UPSTREAM: 'caddy:8443',
      TLS_CERT: join(dir, 'issuers/*/meet.example.crt'),
      TLS_KEY: join(dir, 'issuers/*/meet.example.key'),
    };
    const { certificate } = readConfig(later);
    expect(certificate?.hostName).toBeUndefined();
    mkdirSync(join(dir, 'issuers/one'), { recursive: true });
    writeFileSync(join(dir, 'issuers/one/meet.example.crt'), selfSigned('meet.example').cert);
    expect(certificate?.hostName).toBe('meet.example');
    expect(problemsOf({ HTTPS_UPSTREAM: 'caddy:8443' })).toEqual([
      'TLS_CERT and TLS_KEY: with HTTPS_UPSTREAM both of them are needed, for TURN over TLS on the same port.',
    ]);
    expect(problemsOf({ ...later, HTTPS_UPSTREAM: 'https://caddy' })).toContainEqual(
      'HTTPS_UPSTREAM: “https://caddy” is not a host with a port, such as caddy:8443.',
    );
  });

  test('is for the TURN server that comes with Parley, and for nothing else', () => {
    const problems = problemsOf({ ...files, TURN_BUNDLED: 'false', TURN_TLS_CERT: 'x', PORT: '0' });
    expect(problems.map((problem) => problem.match(/TURN_BUNDLED|TURN_TLS_CERT|PORT/)?.[0])).toEqual([
      'TURN_BUNDLED',
      'TURN_TLS_CERT',
      'PORT',
    ]);
  });
});
