// The servers that are measured, each on one core, and the processes that make the load.
import { spawnSync, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { LoadProcess } from '../../scripts/bench/LoadProcess.ts';
import { childrenOf } from '../../scripts/bench/processes.ts';
import { endOf, readiness, startNode, startProgram, stop } from '../../scripts/bench/programs.ts';
import type { Path, Results, Task } from './Task.ts';
import { loopback, realm, secret, TurnClient } from './TurnClient.ts';

/** Peers of generators: more than they have flows. */
export const peerPorts = { first: 25_000, last: 25_999 };

export interface Program {
  path: Path & { port: number };
  /** The processes that relay. */
  pids: readonly number[];
  stop(): Promise<void>;
}

export type Generator = LoadProcess<Task, Results>;

export function startGenerator(core: number): Generator {
  return new LoadProcess(core, new URL('generatorMain.ts', import.meta.url));
}

/** Parley's server. With several processes each has a core of its own. */
export async function startParley(cores: readonly [number, ...number[]]): Promise<Program> {
  const port = 24_478;
  const child = startNode(cores[0], new URL('../src/main.ts', import.meta.url), [], {
    TURN_SECRET: secret,
    TURN_REALM: realm,
    TURN_LISTEN: loopback,
    TURN_PORT: String(port),
    TURN_RELAY_ADDRESSES: loopback,
    TURN_RELAY_PORTS: '26000-27999',
    TURN_MEDIA_PEERS: `${loopback}:${peerPorts.first}-${peerPorts.last}`,
    TURN_ALLOCATIONS_PER_USER: '1000',
    TURN_CHALLENGES_PER_SECOND: '1000000',
    TURN_PROCESSES: String(cores.length),
  });
  await readiness(child);
  const path = { kind: 'turn', port } as const;
  if (cores.length === 1) return programOf(child, path);
  const pids = childrenOf(child.pid ?? 0);
  for (const [index, pid] of pids.entries()) {
    spawnSync('taskset', ['-a', '-c', '-p', String(cores[index]), String(pid)]);
  }
  return programOf(child, path, pids);
}

/** The forwarder without a protocol. */
export async function startForwarder(core: number): Promise<Program> {
  const port = 24_480;
  const child = startNode(core, new URL('forwarder.ts', import.meta.url), [String(port)]);
  await readiness(child);
  return programOf(child, { kind: 'forwarder', port });
}

export function hasCoturn(): boolean {
  return spawnSync('which', ['turnserver']).status === 0;
}

/** coturn, with one thread that relays, and with what it does beside relaying switched off. */
export async function startCoturn(core: number): Promise<Program> {
  const port = 24_479;
  const options = {
    'listening-ip': loopback,
    'listening-port': port,
    'relay-ip': loopback,
    // It keeps a port for a while after the end of an allocation.
    'min-port': 30_000,
    'max-port': 65_535,
    realm,
    'static-auth-secret': secret,
    'relay-threads': 1,
    'log-file': '/dev/null',
    pidfile: '/dev/null',
  };
  const switches = [
    'use-auth-secret',
    'allow-loopback-peers',
    'no-tls',
    'no-dtls',
    'no-cli',
    'no-stdout-log',
  ];
  const args = [
    '-n',
    ...switches.map((name) => `--${name}`),
    ...Object.entries(options).map(([name, value]) => `--${name}=${value}`),
  ];
  const child = startProgram(core, ['turnserver', ...args]);
  await Promise.race([answering(port), endOf(child)]);
  return programOf(child, { kind: 'turn', port });
}

/** Until a server that does not say when it is ready answers. @throws what it says in the end, when 10 s are over. */
async function answering(port: number): Promise<void> {
  const end = performance.now() + 10_000;
  for (;;) {
    const client = await TurnClient.to(port);
    try {
      await client.allocate();
      await client.release();
      return;
    } catch (error) {
      // Where nobody listens yet, the system says so at once.
      if (performance.now() > end) throw error;
    } finally {
      client.socket.close();
    }
    await sleep(50);
  }
}

function programOf(child: ChildProcess, path: Program['path'], pids = [child.pid ?? 0]): Program {
  return { path, pids, stop: () => stop(child) };
}
