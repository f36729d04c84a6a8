import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePorts } from './freePorts.ts';
import { poll } from './poll.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const workers = 2;
/** Ports of relays: four for each window that needs them, and as many after an ICE restart. */
const relays = 40;

/** A real server as a child process, with a folder of its own for what it keeps. */
export class ParleyServer {
  /** Of the page and the signaling. */
  readonly port: number;
  /** Of HTTPS, where `TLS_CERT` and `TLS_KEY` are set. */
  readonly tlsPort: number;
  readonly #env: NodeJS.ProcessEnv;
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'parley-e2e-'));
  readonly #log: string[] = [];
  #process: ChildProcess | undefined;

  private constructor(firstPort: number, settings: Readonly<Record<string, string>>) {
    this.port = firstPort;
    this.tlsPort = firstPort + 2 + workers + relays;
    this.#env = {
      ...process.env,
      PORT: String(firstPort),
      MEDIA_PORT: String(firstPort + 1),
      WORKERS: String(workers),
      DATA_DIR: this.#dataDir,
      TURN_PORT: String(firstPort + 1 + workers),
      TURN_RELAY_PORTS: `${firstPort + 2 + workers}-${firstPort + 1 + workers + relays}`,
      TLS_PORT: String(this.tlsPort),
      ...settings,
    };
  }

  /** A server that serves. */
  static async start(settings: Readonly<Record<string, string>> = {}): Promise<ParleyServer> {
    const server = new ParleyServer(await freePorts(3 + workers + relays), settings);
    await server.start();
    return server;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** What the server has logged. */
  get log(): string {
    return this.#log.join('');
  }

  /** Again after `kill()`: on the same ports, with the same folder. */
  async start(): Promise<void> {
    const server = spawn(process.execPath, ['server/src/main.ts'], {
      cwd: root,
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = server;
    for (const output of [server.stdout, server.stderr]) {
      output.on('data', (text: Buffer) => this.#log.push(text.toString()));
    }
    try {
      await poll('the server to serve', async () => {
        if (server.exitCode !== null) throw new Error('the server has ended');
        return (await fetch(`${this.url}/healthz`).catch(() => undefined))?.ok;
      });
    } catch (error) {
      // Nobody else knows of it.
      server.kill('SIGKILL');
      throw new Error(`${(error as Error).message}; it says:\n${this.log}`, { cause: error });
    }
  }

  /** Ends it in the middle of whatever it does. */
  async kill(): Promise<void> {
    const server = this.#process;
    const children = this.#childPids();
    server?.kill('SIGKILL');
    if (server?.exitCode === null && server.signalCode === null) await once(server, 'exit');
    // They end by themselves when their pipe to it breaks.
    await poll('its children to end', () => children.every((pid) => !isAlive(pid)));
  }

  async stop(): Promise<void> {
    const server = this.#process;
    this.#process = undefined;
    if (server && server.exitCode === null && server.signalCode === null) {
      server.kill('SIGTERM');
      await once(server, 'exit');
    }
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  /** The media workers that it has now. */
  workerPids(): number[] {
    return this.#childPids().filter((pid) => commandOf(pid).includes('mediasoup-worker'));
  }

  /** The TURN server that it has now. */
  get turnPid(): number | undefined {
    return this.#childPids().find((pid) => commandOf(pid).includes('turn/src/main.ts'));
  }

  /** The recorder, once something has been recorded. */
  get recorderPid(): number | undefined {
    return this.#childPids().find((pid) => commandOf(pid).includes('recorder/src/main.ts'));
  }

  #childPids(): number[] {
    const parent = String(this.#process?.pid);
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && statOf(name)?.parent === parent)
      .map(Number);
  }
}

/** @see proc(5): its arguments, each with a NUL behind it. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** @see proc(5): the command's name is in parentheses and may hold spaces. */
function statOf(pid: string): { state: string | undefined; parent: string | undefined } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state, parent };
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  const stat = statOf(String(pid));
  return stat !== undefined && stat.state !== 'Z';
}
