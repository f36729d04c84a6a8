// The servers that are measured, each on one core. None of them outlives this process, however it ends.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { childrenOf } from './processTimes.ts';
import type { Path } from './Task.ts';
import { loopback, realm, secret, TurnClient } from './TurnClient.ts';

/** Peers of generators: more than they have flows. */
export const peerPorts = { first: 25_000, last: 25_999 };

export interface Program {
  path: Path & { port: number };
  /** The processes that relay. */
  pids: readonly number[];
  stop(): Promise<void>;
}

/** Starts a program of Node that ends with its channel to this process. */
export function startNode(core: number, [file = '', ...args]: string[], env: NodeJS.ProcessEnv = {}) {
  const program = fileURLToPath(new URL(file, import.meta.url));
  return spawn('taskset', ['-c', String(core), process.execPath, program, ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** Rejects when a process ends. */
export async function endOf(child: ChildProcess): Promise<never> {
  await once(child, 'exit');
  throw new Error(`${child.spawnargs.join(' ')} has ended`);
}

/** Parley's server. With several processes each has a core of its own. */
export async function startParley(cores: readonly [number, ...number[]]): Promise<Program> {
  const port = 24_478;
  const child = startNode(cores[0], ['../src/main.ts'], {
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
  await listening(child);
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
  const child = startNode(core, ['forwarder.ts', String(port)]);
  await listening(child);
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
  // It has no channel, by which it would end with this process.
  const command = ['-c', String(core), 'setpriv', '--pdeathsig', 'KILL', 'turnserver', ...args];
  const child = spawn('taskset', command, { stdio: 'ignore' });
  await Promise.race([answering(port), endOf(child)]);
  return programOf(child, { kind: 'turn', port });
}

/** Until a server that does not say when it is ready answers. */
async function answering(port: number): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const client = await TurnClient.to(port);
    // Nobody listens there yet.
    client.socket.on('error', () => {});
    try {
      await client.allocate();
      await client.release();
      return;
    } catch (error) {
      if (tries > 20) throw error;
    } finally {
      client.socket.close();
    }
  }
}

async function listening(child: ChildProcess): Promise<void> {
  await Promise.race([once(child, 'message'), endOf(child)]);
}

function programOf(child: ChildProcess, path: Program['path'], pids = [child.pid ?? 0]): Program {
  const stop = async () => {
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  };
  return { path, pids, stop };
}
