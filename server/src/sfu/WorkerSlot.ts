import { isIPv6 } from 'node:net';
import { createWorker, workerBin, type types } from 'mediasoup';
import { WorkerClosedError } from 'mediasoup/errors';
import type { Clock, Log } from '../call/ports.ts';
import { RestartDelay } from '../programs/RestartDelay.ts';
import { ClientTransports } from './ClientTransports.ts';
import { mediaCodecs } from './codecs.ts';
import type { ListenAddress } from './announcedAddress.ts';
import { socketBuffers } from './socketBuffers.ts';
import { WorkerLoad, type LoadLimits } from './WorkerLoad.ts';
import type { IsRelay } from './transportReading.ts';
import { WorkerTraffic } from './WorkerTraffic.ts';

/** Milliseconds in which a closed worker must have exited; then it is killed. */
const EXIT_LIMIT = 2_000;

export interface WorkerSlotOptions {
  /** Of UDP and TCP. */
  port: number;
  listenAddresses: readonly ListenAddress[];
  limits: LoadLimits;
  isRelay: IsRelay;
  clock: Clock;
  log: Log;
  /** A worker runs (again) here. */
  onRunning: () => void;
}

export interface PooledRouter {
  worker: types.Worker;
  router: types.Router;
  webRtcServer: types.WebRtcServer;
}

type State =
  | { name: 'starting' }
  | {
      name: 'running';
      worker: types.Worker;
      webRtcServer: types.WebRtcServer;
      load: WorkerLoad;
      traffic: WorkerTraffic;
      clients: ClientTransports;
      since: number;
    }
  | { name: 'waiting'; cancel: () => void }
  | { name: 'closed' };

/** One port of the pool and the worker that serves it: when it dies, another one takes its place. */
export class WorkerSlot {
  readonly #options: WorkerSlotOptions;
  #state: State = { name: 'starting' };
  #starting: Promise<void> | undefined;
  readonly #restartDelay = new RestartDelay();
  #deaths = 0;

  constructor(options: WorkerSlotOptions) {
    this.#options = options;
  }

  get isRelay(): IsRelay {
    return this.#options.isRelay;
  }

  get running(): boolean {
    // A worker is closed before its 'died' is emitted; mediasoup also closes it when the process is told to end.
    return this.#state.name === 'running' && !this.#state.worker.closed;
  }

  /** What the worker carries, while one runs. */
  get load(): WorkerLoad | undefined {
    return this.#state.name === 'running' && this.running ? this.#state.load : undefined;
  }

  /** What the worker has received and sent, while one runs. */
  get traffic(): WorkerTraffic | undefined {
    return this.#state.name === 'running' && this.running ? this.#state.traffic : undefined;
  }

  /** How its clients reach the worker, while one runs. */
  get clients(): ClientTransports | undefined {
    return this.#state.name === 'running' && this.running ? this.#state.clients : undefined;
  }

  /** How many workers have died here. */
  get deaths(): number {
    return this.#deaths;
  }

  get pid(): number | undefined {
    return this.#state.name === 'running' ? this.#state.worker.pid : undefined;
  }

  /** Takes the worker's CPU time, for its load. */
  async measure(): Promise<void> {
    // Of one that dies meanwhile nobody asks for it.
    await this.load?.measure().catch(() => {});
  }

  /** @throws {Error} Saying what to change, when the port cannot be had or the worker does not run. */
  start(): Promise<void> {
    this.#state = { name: 'starting' };
    this.#starting = this.#start().finally(() => (this.#starting = undefined));
    return this.#starting;
  }

  /** @throws {WorkerClosedError} When the worker dies meanwhile, or there is none. */
  async createRouter(): Promise<PooledRouter> {
    if (this.#state.name !== 'running') throw new WorkerClosedError('no worker runs');
    const { worker, webRtcServer, load } = this.#state;
    // Counted before it exists, so that rooms made at the same time do not all choose the same worker.
    const arrived = load.expect();
    try {
      const router = await worker.createRouter({
        mediaCodecs: structuredClone(mediaCodecs) as types.RouterRtpCodecCapability[],
      });
      return { worker, router, webRtcServer };
    } finally {
      arrived();
    }
  }

  /** Resolved when no process is left. */
  async close(): Promise<void> {
    const state = this.#state;
    this.#state = { name: 'closed' };
    if (state.name === 'waiting') state.cancel();
    if (state.name === 'running') await this.#end(state.worker);
    await this.#starting?.catch(() => {});
  }

  async #start(): Promise<void> {
    const { port, listenAddresses, limits, clock } = this.#options;
    const worker = await startWorker().catch((error: unknown) => {
      throw new Error(
        `The media worker ${workerBin} does not start (${reasonOf(error)}): run "npm run setup".`,
        {
          cause: error,
        },
      );
    });
    let webRtcServer: types.WebRtcServer;
    try {
      webRtcServer = await worker.createWebRtcServer({ listenInfos: listenInfos(listenAddresses, port) });
    } catch (error) {
      await this.#end(worker);
      throw listenError(error);
    }
    if (this.#state.name === 'closed') return this.#end(worker);
    worker.on('died', (error) => this.#died(worker, error));
    const load = new WorkerLoad(worker, limits, clock);
    const traffic = new WorkerTraffic(worker);
    const clients = new ClientTransports(worker, this.#options);
    this.#state = { name: 'running', worker, webRtcServer, load, traffic, clients, since: clock.now() };
    this.#options.onRunning();
  }

  #died(worker: types.Worker, error: Error): void {
    const { clock, log, port } = this.#options;
    if (this.#state.name !== 'running') return;
    this.#deaths += 1;
    const lived = clock.now() - this.#state.since;
    log.error({ workerPid: worker.pid, port, livedMs: lived, reason: error.message }, 'a media worker died');
    this.#replaceAfter(this.#restartDelay.next(lived));
  }

  #replaceAfter(delay: number): void {
    const { clock, log, port } = this.#options;
    const attempt = (): void => {
      this.start().then(
        () => {
          if (this.running) log.info({ workerPid: this.pid, port }, 'a new media worker replaces it');
        },
        (error: unknown) => {
          log.error({ err: error, port }, 'a new media worker did not start');
          if (this.#state.name !== 'closed') this.#replaceAfter(this.#restartDelay.next(0));
        },
      );
    };
    if (delay === 0) attempt();
    else this.#state = { name: 'waiting', cancel: clock.after(delay, attempt) };
  }

  async #end(worker: types.Worker): Promise<void> {
    worker.close();
    if (worker.subprocessClosed) return;
    await new Promise<void>((resolve) => {
      const cancel = this.#options.clock.after(EXIT_LIMIT, () => kill(worker.pid));
      worker.once('subprocessclose', () => {
        cancel();
        resolve();
      });
    });
  }
}

/**
 * mediasoup closes its workers when this process is told to end, and of one that does not run yet it then says nothing
 * more: neither that it runs nor that it does not.
 * @throws {Error} When it does not start.
 */
async function startWorker(): Promise<types.Worker> {
  const told = Promise.withResolvers<never>();
  const onSignal = (signal: NodeJS.Signals): void => told.reject(new Error(`${signal} came before it ran`));
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, onSignal);
  try {
    return await Promise.race([createWorker({ logLevel: 'warn' }), told.promise]);
  } finally {
    for (const signal of signals) process.off(signal, onSignal);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has exited, and its pipes are still being read.
  }
}

function listenInfos(addresses: readonly ListenAddress[], port: number): types.TransportListenInfo[] {
  return addresses.flatMap((address) =>
    (['udp', 'tcp'] as const).map((protocol) => ({
      protocol,
      port,
      ...address,
      // '::' would take the port of '0.0.0.0' as well.
      flags: { ipv6Only: isIPv6(address.ip) },
      ...(protocol === 'udp' && socketBuffers),
    })),
  );
}

/** The worker's reason (PortManager.cpp, `Bind`) in the operator's words. */
function listenError(error: unknown): Error {
  const text = reasonOf(error);
  const bind = /\[protocol:(?<protocol>\w+), ip:'(?<ip>[^']*)', port:(?<port>\d+)\]: (?<reason>[^[]*)/.exec(
    text,
  );
  if (!bind?.groups) return new Error(`The media worker cannot listen: ${text}`, { cause: error });
  const { protocol = '', ip, port, reason = '' } = bind.groups;
  const where = `${protocol.toUpperCase()} port ${port} of ${ip}`;
  const advice =
    {
      'address already in use': `another program has it. Stop that program, or change MEDIA_PORT.`,
      'address not available': `this machine does not have the address. Change ANNOUNCED_ADDRESS.`,
      'permission denied': `the system does not permit it. Change MEDIA_PORT to a port above 1023.`,
    }[reason.trim()] ?? `${reason.trim()}.`;
  return new Error(`Media cannot use ${where}: ${advice}`, { cause: error });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
