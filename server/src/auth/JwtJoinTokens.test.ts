import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { FakeClock } from '../testing/FakeClock.ts';
import { MemoryLog } from '../testing/MemoryLog.ts';
import { joinTokenKeys } from './joinTokenKeys.ts';
import { JwtJoinTokens } from './JwtJoinTokens.ts';

const secret = 'a secret of the tests, as long as it must be';
const key = new TextEncoder().encode(secret);
const clock = new FakeClock();
const seconds = (from: number) => Math.floor((clock.now() + from) / 1000);
const claims = { room: 'garden', role: 'host', name: 'Ana', exp: seconds(3_600_000) };

/** Without what is undefined, as JSON is. */
const sign = (
  payload: Record<string, unknown>,
  by: Parameters<SignJWT['sign']>[0] = key,
  header = { alg: 'HS256' },
) => new SignJWT(payload).setProtectedHeader(header).sign(by);
const tokens = new JwtJoinTokens({ secret, clock });
const codeOf = (tried: Promise<unknown>) =>
  tried.then(
    () => 'ok',
    (error: { code?: string }) => error.code ?? 'another error',
  );

describe('a token by HS256', () => {
  test('[JT1] says as whom one comes in, and under which name', async () => {
    expect(await tokens.admit('garden', await sign({ ...claims, sub: 'ana@example' }))).toEqual({
      role: 'host',
      displayName: 'Ana',
      subject: 'ana@example',
    });
    const plain = await sign({ room: '*', exp: claims.exp, extra: [1] });
    expect(await tokens.admit('terrace', plain)).toEqual({ role: 'participant' });
  });

  test('[JT1] made by this server is one that it takes', async () => {
    const token = await tokens.issue({ room: 'garden', role: 'viewer' }, clock.now() + 60_000);
    expect(await tokens.admit('garden', token)).toMatchObject({ role: 'viewer' });
  });

  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const hmac = (head: unknown, payload: unknown, by: string): string => {
    const text = `${part(head)}.${part(payload)}`;
    return `${text}.${createHmac('sha256', by).update(text).digest('base64url')}`;
  };

  test.each<[string, () => undefined | string | Promise<string>, string]>([
    ['none at all', () => undefined, 'token_required'],
    ['an empty one', () => '', 'token_invalid'],
    ['what is no token', () => 'open sesame', 'token_invalid'],
    ['dots', () => '..', 'token_invalid'],
    [
      'one of another secret',
      () => sign(claims, new TextEncoder().encode('another secret of the same length')),
      'token_invalid',
    ],
    ['one that says that it needs no signature', () => new UnsecuredJWT(claims).encode(), 'token_invalid'],
    [
      'one whose algorithm is none, with a signature',
      () => hmac({ alg: 'none' }, claims, secret),
      'token_invalid',
    ],
    ['one without an algorithm', () => hmac({}, claims, secret), 'token_invalid'],
    ['one by HS512', () => sign(claims, key, { alg: 'HS512' }), 'token_invalid'],
    [
      'one whose claims were changed',
      async () => (await sign(claims)).replace(/\.[^.]+\./, `.${part({ ...claims, room: '*' })}.`),
      'token_invalid',
    ],
    [
      'one with a header that must be understood',
      () => hmac({ alg: 'HS256', crit: ['x'], x: 1 }, claims, secret),
      'token_invalid',
    ],
    ['one that never ends', () => sign({ ...claims, exp: undefined }), 'token_invalid'],
    [
      'one whose end is no time',
      () => hmac({ alg: 'HS256' }, { ...claims, exp: 'soon' }, secret),
      'token_invalid',
    ],
    ['one whose time is over', () => sign({ ...claims, exp: seconds(-31_000) }), 'token_expired'],
    ['one whose time has not come', () => sign({ ...claims, nbf: seconds(31_000) }), 'token_early'],
    ['one for another room', () => sign({ ...claims, room: 'terrace' }), 'token_other_room'],
    ['one for a part of the name', () => sign({ ...claims, room: 'gard' }), 'token_other_room'],
    ['one for no room', () => sign({ ...claims, room: undefined }), 'token_invalid'],
    ['one for rooms in a list', () => sign({ ...claims, room: ['garden'] }), 'token_invalid'],
    ['one for a name that no room has', () => sign({ ...claims, room: 'Garden' }), 'token_invalid'],
    ['one of a role that there is not', () => sign({ ...claims, role: 'admin' }), 'token_invalid'],
    ['one with a name that turns text around', () => sign({ ...claims, name: 'Ana\u202E' }), 'token_invalid'],
    ['a huge one', () => sign({ ...claims, filling: 'x'.repeat(5_000) }), 'token_invalid'],
  ])('[JT2] %s is refused', async (_what, made, code) => {
    const token = await made();
    expect(await codeOf(tokens.admit('garden', token))).toBe(code);
  });

  test('[JT2] clocks may differ by half a minute', async () => {
    for (const skewed of [{ exp: seconds(-29_000) }, { nbf: seconds(29_000) }]) {
      expect(await codeOf(tokens.admit('garden', await sign({ ...claims, ...skewed })))).toBe('ok');
    }
  });

  test('[JT2] for whom and from whom is looked at where the operator says so', async () => {
    const strict = new JwtJoinTokens({ secret, audience: 'parley', issuer: 'https://id.example', clock });
    const right = { ...claims, aud: ['x', 'parley'], iss: 'https://id.example' };
    expect(await codeOf(strict.admit('garden', await sign(right)))).toBe('ok');
    for (const wrong of [
      { aud: 'x' },
      { aud: undefined },
      { iss: 'https://id.example.evil' },
      { iss: undefined },
    ]) {
      expect(await codeOf(strict.admit('garden', await sign({ ...right, ...wrong })))).toBe('token_invalid');
    }
    const own = await strict.issue({ room: 'garden' }, clock.now() + 60_000);
    expect(await codeOf(strict.admit('garden', own))).toBe('ok');
  });

  test('[JT5] that its time is over is nothing to whoever was inside before a restart, and anything else is', async () => {
    const over = await sign({ ...claims, exp: seconds(-3_600_000) });
    expect(await tokens.admit('garden', over, { isBack: true })).toMatchObject({ role: 'host' });
    expect(await codeOf(tokens.admit('terrace', over, { isBack: true }))).toBe('token_other_room');
    const forged = await sign(
      { ...claims, exp: seconds(-3_600_000) },
      new TextEncoder().encode('x'.repeat(32)),
    );
    expect(await codeOf(tokens.admit('garden', forged, { isBack: true }))).toBe('token_invalid');
  });
});

describe('a token by RS256', () => {
  const log = new MemoryLog();
  let dir = '';
  let pair: Awaited<ReturnType<typeof generateKeyPair>>;
  let later: Awaited<ReturnType<typeof generateKeyPair>>;
  const jwk = async ({ publicKey }: typeof pair, kid: string) => ({
    ...(await exportJWK(publicKey)),
    kid,
    alg: 'RS256',
  });
  const byRsa = (kid: string, from = pair, payload: Record<string, unknown> = claims) =>
    sign(payload, from.privateKey, { alg: 'RS256', kid } as { alg: string });

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'parley-jwks-'));
    [pair, later] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  });
  afterAll(() => {
    rmSync(dir, { recursive: true });
  });

  /** Keys at an address of which the test says what it answers. */
  function remote(answer: () => Response | Promise<Response>) {
    const asked = vi.fn(async () => answer());
    const fetch = asked as unknown as typeof globalThis.fetch;
    const keys = joinTokenKeys({ source: 'https://id.example/keys', clock, log, fetch });
    return { asked, tokens: new JwtJoinTokens({ secret, keys, clock }) };
  }

  test('[JT3] is checked by a key that is fetched once', async () => {
    const key1 = await jwk(pair, 'one');
    const { tokens: byKeys, asked } = remote(() => Response.json({ keys: [key1] }));
    for (let times = 0; times < 3; times += 1) {
      expect(await byKeys.admit('garden', await byRsa('one'))).toMatchObject({ displayName: 'Ana' });
    }
    expect(asked).toHaveBeenCalledTimes(1);
    expect(await codeOf(byKeys.admit('garden', await byRsa('one', later)))).toBe('token_invalid');
  });

  test('[JT3] of an unknown key is refused, and many of them do not make many questions', async () => {
    const key1 = await jwk(pair, 'one');
    const { tokens: byKeys, asked } = remote(() => Response.json({ keys: [key1] }));
    for (let times = 0; times < 5; times += 1) {
      expect(await codeOf(byKeys.admit('garden', await byRsa(`key-${times}`, later)))).toBe('token_invalid');
    }
    expect(asked.mock.calls.length).toBeLessThanOrEqual(2);
  });

  test('[JT3] cannot be signed with the public key as a secret', async () => {
    const key1 = await jwk(pair, 'one');
    const { tokens: byKeys } = remote(() => Response.json({ keys: [key1] }));
    const spki = await exportSPKI(pair.publicKey);
    const confused = await sign(claims, new TextEncoder().encode(spki));
    expect(await codeOf(byKeys.admit('garden', confused))).toBe('token_invalid');
    const withoutSecret = new JwtJoinTokens({
      keys: joinTokenKeys({ source: join(dir, 'k.json'), clock, log }),
      clock,
    });
    expect(await codeOf(withoutSecret.admit('garden', await sign(claims)))).toBe('token_invalid');
    expect(withoutSecret.issues).toBe(false);
    // And the other way round.
    expect(await codeOf(tokens.admit('garden', await byRsa('one')))).toBe('token_invalid');
  });

  test.each([
    ['is not there', () => new Response('', { status: 404 })],
    ['leads elsewhere', () => Response.redirect('https://elsewhere.example', 302)],
    ['is no JSON', () => new Response('<html>')],
    ['has no keys', () => Response.json({})],
    [
      'does not end',
      () => new Response(new ReadableStream({ pull: (to) => to.enqueue(new Uint8Array(65_536)) })),
    ],
    ['fails', () => Promise.reject(new TypeError('fetch failed'))],
  ])('[JT3] where the address %s nothing is said of the token', async (_how, answer) => {
    const { tokens: byKeys } = remote(answer);
    expect(await codeOf(byKeys.admit('garden', await byRsa('one')))).toBe('token_unchecked');
  });

  test('[JT3] is checked by keys in a file, which is read again for a new key, but not for each', async () => {
    const source = join(dir, 'keys.json');
    const byFile = new JwtJoinTokens({ keys: joinTokenKeys({ source, clock, log }), clock });
    expect(await codeOf(byFile.admit('garden', await byRsa('one')))).toBe('token_unchecked');
    writeFileSync(source, JSON.stringify({ keys: [await jwk(pair, 'one')] }));
    expect(await codeOf(byFile.admit('garden', await byRsa('one')))).toBe('ok');
    writeFileSync(source, JSON.stringify({ keys: [await jwk(pair, 'one'), await jwk(later, 'two')] }));
    expect(await codeOf(byFile.admit('garden', await byRsa('two', later)))).toBe('token_invalid');
    clock.advance(30_000);
    expect(await codeOf(byFile.admit('garden', await byRsa('two', later)))).toBe('ok');
  });
});
