// What the whole server answers to requests that it does not do: docs/api.md, "Errors".
import { Problem, problems } from '@parley/protocol';
import type { FastifyInstance } from 'fastify';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { FakeSfu } from '../sfu/FakeSfu.ts';

const adminKey = 'the-key-of-the-operator';
const film = '/api/recordings/AAAAAAAAAAAAAAAA/film';
const json = { 'content-type': 'application/json', authorization: `Bearer ${adminKey}` };

let dir = '';
let app: FastifyInstance;
let port = 0;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'parley-problem-'));
  mkdirSync(join(dir, 'client'));
  for (const page of ['index', 'offline']) writeFileSync(join(dir, `client/${page}.html`), '<head></head>');
  app = await buildApp({
    config: readConfig({
      DATA_DIR: join(dir, 'data'),
      LOG_LEVEL: 'silent',
      TURN_BUNDLED: 'false',
      ADMIN_KEY: adminKey,
      METRICS_TOKEN: 'the-token-of-the-metrics',
    }),
    clientDir: join(dir, 'client'),
    sfu: new FakeSfu(),
  });
  app.get('/api/broken', () => {
    throw new Error('the password is 1234');
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  ({ port } = app.server.address() as AddressInfo);
});

afterAll(async () => {
  await app.close();
  rmSync(dir, { recursive: true });
});

/** What was answered, once it is sure to be a problem of that code, with its status. */
function problemIn(answer: { headers: Record<string, unknown>; body: string; statusCode: number }): Problem {
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const problem: unknown = JSON.parse(answer.body);
  Value.Assert(Problem, problem);
  expect(problem).toMatchObject({ ...problems[problem.code], type: `/api/problems#${problem.code}` });
  expect(answer.statusCode).toBe(problem.status);
  return problem;
}

test.each([
  ['an address of the API that is not there', { url: '/api/nothing' }, 'not_found'],
  ['an address that is not there', { url: '/nothing' }, 'not_found'],
  ['a path that leads out of the page’s folder', { url: '/../../package.json' }, 'not_found'],
  ['a path that cannot be read', { url: '/api/rooms/%FF' }, 'invalid_request'],
  ['a path that is too long', { url: `/api/rooms/${'a'.repeat(5_000)}` }, 'not_found'],
  ['what is no name of a room', { url: '/api/rooms/No%20Name' }, 'invalid_request'],
  ['a key that is missing', { url: '/api/recordings' }, 'unauthorized'],
  ['the metrics without their token', { url: '/metrics' }, 'unauthorized'],
  [
    'JSON that ends early',
    { method: 'POST', url: film, headers: json, payload: '{"view":' },
    'invalid_request',
  ],
  ['no body', { method: 'POST', url: film, headers: json }, 'invalid_request'],
  [
    'a form',
    {
      method: 'POST',
      url: film,
      headers: { ...json, 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'a=b',
    },
    'unsupported_media_type',
  ],
  [
    'a body that is too large',
    { method: 'POST', url: film, headers: json, payload: ' '.repeat(20_000) },
    'body_too_large',
  ],
  ['an error of our own', { url: '/api/broken' }, 'internal'],
] as const)('[PB1] %s is a problem with a code', async (_title, asked, code) => {
  const answer = await app.inject(asked);
  expect(problemIn(answer).code).toBe(code);
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.headers['www-authenticate']).toBe(code === 'unauthorized' ? 'Bearer' : undefined);
});

test('[PB2] of an error of our own nothing is told', async () => {
  expect((await app.inject('/api/broken')).body).not.toContain('1234');
});

test.each([
  ['POST', '/healthz', 'GET, HEAD'],
  ['DELETE', '/api/rooms/garden', 'GET, HEAD'],
  ['PUT', film, 'POST, DELETE'],
] as const)('[PB3] %s of %s is for %s only, and the answer says so', async (method, url, allowed) => {
  const answer = await app.inject({ method, url });
  expect(problemIn(answer).code).toBe('method_not_allowed');
  expect(answer.headers['allow']).toBe(allowed);
});

test('[PB1] the longest name of a room that there may be is no problem, however it is spelled', async () => {
  const room = '花'.repeat(64);
  expect((await app.inject(`/api/rooms/${encodeURIComponent(room)}`)).json()).toMatchObject({ name: room });
  expect((await app.inject(`/r/${encodeURIComponent(room)}`)).statusCode).toBe(200);
});

/** Sends as long as it is let, and says how much that was. */
async function upload(headers: Record<string, string>, megabytes: number) {
  const asked = request({
    host: '127.0.0.1',
    port,
    method: 'POST',
    path: film,
    headers: { ...json, ...headers },
  });
  let sent = 0;
  const megabyte = Buffer.alloc(1 << 20, ' ');
  const body = Readable.from(
    (function* () {
      for (; sent < megabytes; sent += 1) yield megabyte;
    })(),
  );
  // The server hangs up in the middle.
  asked.on('error', () => body.destroy());
  body.pipe(asked);
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const { statusCode = 0, headers: answered } = answer;
  const problem = problemIn({ statusCode, headers: answered, body: await text(answer) });
  asked.destroy();
  return { problem, sent };
}

test.each([
  ['that says how long it is', { 'content-length': String(100 << 20) }],
  ['that does not', { 'transfer-encoding': 'chunked' }],
])('[PB4] a body of 100 MB %s is refused before it is there', async (_title, headers) => {
  const before = process.memoryUsage().arrayBuffers;
  const { problem, sent } = await upload(headers, 100);
  expect(problem.code).toBe('body_too_large');
  expect(sent).toBeLessThan(50);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 << 20);
});

test('[PB5] what is no HTTP, and headers that never end, are problems, too', async () => {
  const say = async (bytes: string) => {
    const socket = connect(port, '127.0.0.1');
    socket.write(bytes);
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
    const type = /^content-type: (.*)$/im.exec(head)?.[1];
    const statusCode = Number(/^HTTP\/1.1 (\d+)/.exec(head)?.[1]);
    return problemIn({ statusCode, headers: { 'content-type': type }, body }).code;
  };
  expect(await say('EHLO mail.example\r\n\r\n')).toBe('invalid_request');
  expect(await say(`GET / HTTP/1.1\r\nHost: x\r\nCookie: ${'x'.repeat(40_000)}\r\n\r\n`)).toBe(
    'headers_too_large',
  );
});

test('[PB6] the types of problems are explained where they point to', async () => {
  const { problems: told } = (await app.inject('/api/problems')).json<{ problems: { code: string }[] }>();
  expect(told.map(({ code }) => code)).toEqual(Object.keys(problems));
});
