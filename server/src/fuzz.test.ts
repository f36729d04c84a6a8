// Hostile frames against the whole server: real sockets, real mediasoup. Seeded, so that a failure can be repeated.
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { notifications, requests, type NotificationMethod } from '@parley/protocol';
import type { FastifyInstance } from 'fastify';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { randomFrom } from '../../turn/src/testing/randomFrom.ts';
import { buildApp } from './app.ts';
import { readConfig } from './config.ts';
import { FakeClock } from './testing/FakeClock.ts';
import { fuzzer } from './testing/fuzzer.ts';
import { joinData } from './testing/TestClient.ts';

const seed = Number(process.env['FUZZ_SEED'] ?? 1);
const frameCount = 20_000;

let dir = '';
let app: FastifyInstance;
let url = '';
/** So that who is cut off is gone within some sockets, and not after all of them. */
const clock = new FakeClock();

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'parley-fuzz-'));
  app = await buildApp({
    config: readConfig({
      DATA_DIR: dir,
      WORKERS: '1',
      MEDIA_PORT: '24800',
      ANNOUNCED_ADDRESS: '127.0.0.1',
      TURN_BUNDLED: 'false',
    }),
    clientDir: join(dir, 'none'),
    logTo: { write: () => {} },
    clock,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  url = `ws://127.0.0.1:${(app.server.address() as AddressInfo).port}/ws`;
});

afterAll(async () => {
  await app.close();
  rmSync(dir, { recursive: true });
});

interface ReceivedFrame {
  kind: string;
  id?: number;
  ok?: boolean;
  method?: string;
  data?: { media?: { id: string }; direct?: { id: string } };
  error?: { code: string };
}

async function open(heard: (frame: ReceivedFrame) => void = () => {}) {
  const socket = new WebSocket(url);
  const frames: ReceivedFrame[] = [];
  const closed = new Promise<{ code: number }>((resolve) => {
    socket.on('close', (code) => {
      resolve({ code });
    });
  });
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as ReceivedFrame;
    frames.push(frame);
    heard(frame);
  });
  socket.on('error', () => {});
  await once(socket, 'open');
  const answer = (id: number) => frames.find((frame) => frame.kind === 'response' && frame.id === id);
  return { socket, frames, closed, answer };
}

const request = (id: number, method: string, data: unknown) =>
  JSON.stringify({ kind: 'request', id, method, data });

test('every sample is right before it is mutated', () => {
  expect(Object.keys(fuzzer(Math.random).samples('', ''))).toEqual(Object.keys(requests));
});

test(`${frameCount} random and mutated frames leave the server alive, and others in the room see nothing`, async () => {
  const { frame, random } = fuzzer(randomFrom(seed));
  const told = new Map<string, number>();
  const witness = await open(({ kind, method, data }) => {
    if (kind !== 'notification') return;
    const { data: schema } = notifications[method as NotificationMethod];
    const outcome = Value.Check(schema, data) ? String(method) : `${method} that does not fit its schema`;
    told.set(outcome, (told.get(outcome) ?? 0) + 1);
  });
  witness.socket.send(request(1, 'join', joinData({ room: 'fuzz', direct: true })));
  await expect.poll(() => witness.answer(1)).toMatchObject({ ok: true });
  const workers = workerPids();
  const outcomes = new Map<string, number>();
  const count = (outcome: string) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  const sizes: number[] = [];

  let answered = 0;
  for (let sockets = 1; answered < frameCount; sockets += 1) {
    const hostile = await open();
    if (random() < 0.9) {
      hostile.socket.send(request(0, 'join', joinData({ room: 'fuzz', direct: true })));
      await until(() => hostile.answer(0));
    }
    const mediaId = hostile.answer(0)?.data?.media?.id ?? 'none';
    const directId = hostile.answer(0)?.data?.direct?.id ?? 'none';
    // Below the limits of the rate, so that the frames are looked at and not the flood.
    const last = 60;
    for (let id = 1; id <= last; id += 1) hostile.socket.send(frame(id, mediaId, directId));
    hostile.socket.send(request(last + 1, 'ping', {}));
    await until(() => hostile.answer(last + 1) ?? hostile.socket.readyState === WebSocket.CLOSED);
    const answers = hostile.frames.filter(({ kind }) => kind === 'response');
    for (const { ok, error } of answers) count(ok ? 'ok' : (error?.code ?? 'no code'));
    // What closed the socket was looked at too.
    answered += answers.length + 1;
    hostile.socket.terminate();
    count(`closed ${(await hostile.closed).code}`);
    // Sometimes long enough for all the absent to be gone: then the next is alone with the witness.
    for (let steps = random() < 0.3 ? 5 : 1; steps > 0; steps -= 1) {
      clock.advance(steps > 1 ? 5_000 : 1_000);
      witness.socket.send(request(sockets, 'ping', {}));
      await until(() => witness.answer(sockets));
      witness.frames.length = 0;
    }
    if (sockets % 20 === 0) sizes.push(heapUsed());
  }

  // It got past the first check, and met every other.
  const met = (outcome: string) => (outcomes.get(outcome) ?? 0) > 2;
  const expected = [
    'ok',
    'invalid_request',
    'forbidden',
    'not_found',
    'unsupported_media',
    'already_joined',
    'direct_over',
    'offer_pending',
    'no_offer',
    'closed 4400',
  ];
  expect(expected.filter(met)).toEqual(expected);
  expect([...outcomes.keys()]).not.toContain('internal');
  expect((await app.inject('/healthz')).statusCode).toBe(200);
  expect(workerPids()).toBe(workers);

  expect(witness.socket.readyState).toBe(WebSocket.OPEN);
  const legitimate = ['welcome', 'peerJoined', 'peerLeft', 'trackAdded', 'trackChanged', 'trackRemoved'];
  const relayed = ['directChanged', 'offer', 'answer', 'candidate'];
  const said = ['messageAdded', 'handRaised', 'handLowered', 'reactions'];
  // The witness is the host.
  const moderated = ['rulesChanged', 'roleChanged', 'waitingChanged'];
  const media = ['consumerAdded', 'consumerClosed', 'speakers'];
  expect([...legitimate, ...relayed, ...said, ...moderated, ...media]).toEqual(
    expect.arrayContaining([...told.keys()]),
  );
  // Growth would show from the second third, when everything is warm, to the last.
  const third = Math.floor(sizes.length / 3);
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
  expect(median(sizes.slice(-third)) / median(sizes.slice(third, 2 * third))).toBeLessThan(1.1);
  witness.socket.close();
}, 240_000);

/** Not `expect.poll`, which keeps whatever it was asked about until the end of the test. */
async function until(condition: () => unknown): Promise<void> {
  for (const end = Date.now() + 5_000; !condition();) {
    if (Date.now() > end) throw new Error('waited 5 s for an answer');
    await new Promise(setImmediate);
  }
}

function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

/** The media workers of this process. @see proc(5) */
function workerPids(): string {
  return readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim();
}
