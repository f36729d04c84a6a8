import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { connect } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { childrenOf } from '../../scripts/bench/processes.ts';
import { Method } from './stun/codes.ts';
import { selfSigned } from './testing/selfSigned.ts';
import { bindingRequest, httpsBehind, ip, tlsTo, UdpWire, Wire } from './testing/sockets.ts';
import { errorOf, secret } from './testing/TestServer.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const port = 27_878;
const timeout = 40_000;
const env = {
  TURN_SECRET: secret,
  TURN_REALM: 'test',
  TURN_LISTEN: ip,
  TURN_PORT: String(port),
  TURN_RELAY_ADDRESSES: ip,
  TURN_RELAY_PORTS: '26000-26999',
  TURN_METRICS_PORT: '27879',
};

/** Starts the program, and reads its log line by line. */
function start(changes: Record<string, string> = {}) {
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, ...env, ...changes },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => {
    const { value } = await lines.next();
    return JSON.parse(value as string) as { msg: string; process?: number };
  };
  let errors = '';
  child.stderr.on('data', (text: Buffer) => {
    errors += text.toString();
  });
  return { child, nextLine, errors: () => errors };
}

const metrics = async () => (await fetch('http://127.0.0.1:27879/metrics')).text();

/** Resolves to how it ended, when nobody is left who could write what it writes. */
function allEnded(child: ChildProcess): Promise<unknown[]> {
  return once(child, 'close');
}

test.each([1, 2])(
  'with %i processes it starts, has metrics, says what stops another, and ends when asked',
  { timeout },
  async (processes) => {
    const changes = { TURN_PROCESSES: String(processes) };
    const server = start(changes);
    expect((await server.nextLine()).msg).toBe('listening');
    expect(await metrics()).toContain('turn_allocations 0\n');
    expect(childrenOf(server.child.pid ?? 0)).toHaveLength(processes === 1 ? 0 : processes);

    const second = start(changes);
    expect((await once(second.child, 'close'))[0]).toBe(1);
    expect(second.errors()).toContain('TURN_PORT: 27878 is in use by another program');

    server.child.kill('SIGTERM');
    expect(await allEnded(server.child)).toEqual([0, null]);
  },
);

test(
  '[MP5] a process that dies is started again, and the clients of the others go on',
  { timeout },
  async () => {
    const server = start({ TURN_PROCESSES: '2' });
    await server.nextLine();
    const wires = Array.from({ length: 12 }, () => {
      const wire = new UdpWire();
      wire.client.logInAs('9999999999:alice');
      return wire;
    });
    for (const wire of wires) expect(errorOf(await wire.allocate(port))).toBe(0);
    await expect.poll(metrics, { timeout: 4000 }).toContain(`turn_allocations ${wires.length}\n`);

    const [first = 0, second] = childrenOf(server.child.pid ?? 0);
    process.kill(first, 'SIGKILL');
    expect(await server.nextLine()).toMatchObject({ msg: 'a process died', process: 1 });
    expect(await server.nextLine()).toMatchObject({ msg: 'a process runs again', process: 1 });
    expect(childrenOf(server.child.pid ?? 0)).toContain(second);
    expect(childrenOf(server.child.pid ?? 0)).toHaveLength(2);

    const text = await metrics();
    expect(text).toContain('turn_failures_total 1\n');
    const left = Number(/^turn_allocations (\d+)$/m.exec(text)?.[1]);
    // The system gives many of them to the new process now, as there are other sockets to choose from.
    const answers = [];
    for (const wire of wires) answers.push(errorOf(await wire.ask(Method.refresh, [], port)));
    expect(answers.filter((error) => error === 0)).toHaveLength(left);
    expect(answers.filter((error) => error === 437)).toHaveLength(wires.length - left);
  },
);

test('[MP7] counts are of all processes', { timeout }, async () => {
  const server = start({ TURN_PROCESSES: '2' });
  await server.nextLine();
  for (let times = 0; times < 20; times += 1) {
    const wire = new UdpWire();
    wire.send(bindingRequest, port);
    await wire.next();
  }
  await expect.poll(metrics, { timeout: 4000 }).toContain('turn_answers_total{code="success"} 20\n');
});

test.each([1, 2])(
  '[CN9] with %i processes one port has a web server and, as soon as there is a certificate, TURN over TLS',
  { timeout },
  async (processes) => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-turn-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const behind = await httpsBehind();
    const tlsPort = 27_880;
    const server = start({
      TURN_PROCESSES: String(processes),
      TURN_TLS_PORT: String(tlsPort),
      TURN_TLS_CERT: join(folder, '*/meet.crt'),
      TURN_TLS_KEY: join(folder, '*/meet.key'),
      TURN_HTTPS_UPSTREAM: `localhost:${behind.port}`,
    });
    const first = await server.nextLine();
    expect(first.msg).toBe('no certificate yet, TURN over TLS is refused');
    expect((await server.nextLine()).msg).toBe('listening');
    const page = async () => {
      const socket = connect({ host: ip, port: tlsPort, rejectUnauthorized: false, ALPNProtocols: ['h2'] });
      await once(socket, 'secureConnect');
      socket.destroy();
    };
    const clients = 8;
    for (let times = 0; times < clients; times += 1) {
      await page();
      await expect(tlsTo(tlsPort)).rejects.toThrow('handshake failure');
    }
    expect(behind.clients).toHaveLength(clients);
    mkdirSync(join(folder, 'issuer'));
    const { cert, key } = selfSigned();
    writeFileSync(join(folder, 'issuer/meet.key'), key);
    writeFileSync(join(folder, 'issuer/meet.crt'), cert);
    expect((await server.nextLine()).msg).toBe('there is a certificate, TURN over TLS is served');
    const answersToAll = async () => {
      for (let times = 0; times < clients; times += 1) {
        expect((await new Wire(await tlsTo(tlsPort)).ask(bindingRequest))?.method).toBe(1);
      }
    };
    // Each process reads the files for itself.
    await expect.poll(answersToAll, { timeout: 12_000 }).toBeUndefined();
    await page();
  },
);

test('[MP6] no process outlives the first one, however it ends', { timeout }, async () => {
  const server = start({ TURN_PROCESSES: '2' });
  await server.nextLine();
  server.child.kill('SIGKILL');
  expect(await allEnded(server.child)).toEqual([null, 'SIGKILL']);
});
