import { createSecretKey } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { AttributeType, Method } from '../stun/codes.ts';
import { hasValidIntegrity, longTermKey } from '../stun/integrity.ts';
import { errorOf, TestServer, udp, type TestClient } from '../testing/TestServer.ts';

function expiresIn(server: TestServer, seconds: number): string {
  return `${server.clock.now() / 1000 + seconds}:alice`;
}

test('[AU2] a request without MESSAGE-INTEGRITY gets 401 with realm and nonce', async () => {
  const client = new TestServer().client();
  const [answer] = await client.deliver(client.bytes(Method.allocate, [udp]));
  expect(errorOf(answer)).toBe(401);
  expect(answer?.get(AttributeType.realm)?.toString()).toBe('test');
  expect(answer?.get(AttributeType.nonce)?.length).toBeGreaterThan(16);
});

test('[AU2] one that lacks another part of the credential gets 400', async () => {
  const client = new TestServer().client();
  const [answer] = await client.deliver(
    client.bytes(Method.allocate, [udp], { key: createSecretKey('key', 'utf8') }),
  );
  expect(errorOf(answer)).toBe(400);
});

test('[AU1] a username with its HMAC as password is let in', async () => {
  expect(errorOf(await new TestServer().client().allocate())).toBe(0);
});

test.each([
  'alice',
  'constructor',
  '__proto__',
  '',
  '12x:alice',
  '-1:alice',
  '9999999999999:alice',
  `9999999999:${'a'.repeat(600)}`,
])('[AU1] the username "%s" gets 401, though its password be right', async (username) => {
  const client = new TestServer().client();
  client.logInAs(username);
  expect(errorOf(await client.allocate())).toBe(401);
});

test('[AU1] a wrong password gets 401', async () => {
  const client = new TestServer().client();
  client.password = 'function Object() { [native code] }';
  expect(errorOf(await client.allocate())).toBe(401);
});

test('[AU5] an expired username makes no allocation, and a living allocation goes on', async () => {
  const server = new TestServer();
  const client = server.client();
  client.logInAs(expiresIn(server, 10));
  await client.allocate();
  server.clock.advance(20);
  expect(errorOf(await client.request(Method.refresh))).toBe(0);
  const late = server.client();
  late.logInAs(client.username);
  expect(errorOf(await late.allocate())).toBe(401);
});

test('[AU3] a nonce that is too old gets 438 and a new one', async () => {
  const server = new TestServer();
  const client = server.client();
  await client.challenge();
  server.clock.advance(600);
  const stale = await client.allocate();
  expect(errorOf(stale)).toBe(438);
  expect(stale.get(AttributeType.nonce)).toBeDefined();
  await client.challenge();
  expect(errorOf(await client.allocate())).toBe(0);
});

test('[AU3] a nonce of another client, from the future, too short or too long gets 438', async () => {
  const server = new TestServer();
  const client = server.client();
  const [challenge] = await server.client().deliver(client.bytes(Method.allocate));
  const foreign = challenge?.get(AttributeType.nonce) ?? Buffer.alloc(0);
  const key = longTermKey(client.username, 'test', client.password);
  for (const nonce of [foreign, Buffer.alloc(0), Buffer.from('ffffffff'), Buffer.alloc(700, 'a')]) {
    const bytes = client.bytes(
      Method.allocate,
      [
        udp,
        [AttributeType.username, Buffer.from(client.username)],
        [AttributeType.realm, Buffer.from('test')],
        [AttributeType.nonce, nonce],
      ],
      { key },
    );
    expect((await client.deliver(bytes)).map(errorOf)).toEqual([438]);
  }
});

test('[AU4] every answer to an authenticated request has MESSAGE-INTEGRITY', async () => {
  const client = new TestServer().client();
  const key = longTermKey(client.username, 'test', client.password);
  const answers = [
    await client.request(Method.refresh),
    await client.allocate([0x7fff, Buffer.alloc(0)]),
    await client.allocate(),
    await client.request(Method.createPermission),
    await client.request(Method.channelBind),
  ];
  expect(answers.map(errorOf)).toEqual([437, 420, 0, 400, 400]);
  for (const { bytes, integrityAt = 0 } of answers)
    expect(hasValidIntegrity(bytes, integrityAt, key)).toBe(true);
});

test('[AU6] a request under another username gets 441', async () => {
  const server = new TestServer();
  const client = server.client();
  await client.allocate();
  client.logInAs(expiresIn(server, 99));
  expect(errorOf(await client.request(Method.refresh))).toBe(441);
});

test('[AU7] an address gets so many challenges, and more with time; others are not concerned', async () => {
  const server = new TestServer();
  const asked = async (client: TestClient, times: number) => {
    const requests = Array.from({ length: times }, () => client.bytes(Method.allocate));
    return (await client.deliver(...requests)).length;
  };
  expect(await asked(server.client({ ip: '203.0.113.1' }), 150)).toBe(100);
  expect(await asked(server.client({ ip: '203.0.113.1' }), 1)).toBe(0);
  expect(await asked(server.client({ ip: '203.0.113.2' }), 1)).toBe(1);
  server.clock.advance(2);
  expect(await asked(server.client({ ip: '203.0.113.1' }), 50)).toBe(20);
});

test('[AU7] an IPv6 /64 is one address', async () => {
  const server = new TestServer();
  let answers = 0;
  for (let host = 1; host <= 120; host += 1) {
    const client = server.client({ ip: `2001:db8::${host.toString(16)}` });
    answers += (await client.deliver(client.bytes(Method.allocate))).length;
  }
  expect(answers).toBe(100);
});

test('[QT3] 10,000 unauthenticated 5-tuples cost less than 5 MB', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const server = new TestServer();
  const request = server.client().bytes(Method.allocate, [udp]);
  const ask = (count: number) => {
    for (let i = 0; i < count; i += 1) {
      const client = { ip: `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`, port: 1 + (i % 60_000) };
      const path = { fiveTuple: { listener: 1, client }, send: () => {}, sendChannelData: () => {} };
      server.dispatcher.message(Buffer.from(request), path);
    }
  };
  ask(100);
  collect();
  const before = process.memoryUsage();
  ask(10_000);
  collect();
  const after = process.memoryUsage();
  expect(after.heapUsed + after.external - before.heapUsed - before.external).toBeLessThan(5_000_000);
});
