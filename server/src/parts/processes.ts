// The processes that run from the start on: media workers and the TURN server.
import { networkInterfaces } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Clock, Log, Sfu } from '../call/ports.ts';
import type { Config } from '../config.ts';
import type { MediaPlace } from '../mediaPlace.ts';
import { MediasoupSfu } from '../sfu/MediasoupSfu.ts';
import { WorkerPool } from '../sfu/WorkerPool.ts';
import { joinStartErrors, StartError } from '../StartError.ts';
import { relaysOf } from '../turn/relays.ts';
import { turnEnvironment, type TurnSurroundings } from '../turn/turnEnvironment.ts';
import { TurnProcess } from '../turn/TurnProcess.ts';
import type { AppOptions } from './AppOptions.ts';

const turnProgram = fileURLToPath(new URL('../../../turn/src/main.ts', import.meta.url));

/** Milliseconds in which a process of ours must have ended that was told to. */
const EXIT_LIMIT = 2_000;

interface Processes {
  sfu: Sfu | MediasoupSfu;
  turn: TurnProcess | undefined;
}

/** The media workers and the TURN server: all of them, or none and a report of all that is wrong. */
export async function startProcesses(
  options: AppOptions,
  place: MediaPlace,
  secret: string | undefined,
  { clock, log }: { clock: Clock; log: Log },
): Promise<Processes> {
  const { config } = options;
  const [sfu, turn] = await Promise.allSettled([
    options.sfu ?? startMediasoup(options, place, { clock, log }),
    secret !== undefined && config.TURN_BUNDLED
      ? startTurn(options, place, secret, { clock, log })
      : undefined,
  ]);
  if (sfu.status === 'fulfilled' && turn.status === 'fulfilled') return { sfu: sfu.value, turn: turn.value };
  if (sfu.status === 'fulfilled') await sfu.value.close();
  if (turn.status === 'fulfilled') await turn.value?.close();
  throw joinStartErrors([sfu, turn].flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])));
}

async function startMediasoup(
  { config, environment = {} }: AppOptions,
  { listen, addresses, ports }: MediaPlace,
  { clock, log }: { clock: Clock; log: Log },
): Promise<MediasoupSfu> {
  const workers = ports.last - ports.first + 1;
  const pool = await WorkerPool.start({
    workers,
    port: ports.first,
    listenAddresses: listen,
    limits: { consumers: config.WORKER_CONSUMERS, cpu: config.WORKER_CPU },
    isRelay: config.TURN_BUNDLED ? relaysOf(environment, addresses) : () => false,
    clock,
    log,
  }).catch((error: unknown) => {
    throw new StartError([error instanceof Error ? error.message : String(error)], { cause: error });
  });
  log.info({ workers, port: ports.first, addresses: listen }, 'media workers are running');
  return new MediasoupSfu(pool, clock);
}

async function startTurn(
  { config, environment = {} }: AppOptions,
  { addresses: mediaAddresses, ports: mediaPorts }: MediaPlace,
  secret: string,
  { clock, log }: { clock: Clock; log: Log },
): Promise<TurnProcess> {
  const https = httpsOf(config);
  const interfaces = networkInterfaces();
  const env = turnEnvironment(environment, { secret, mediaAddresses, mediaPorts, interfaces, https });
  const options = { name: 'TURN server', program: turnProgram, exitLimit: EXIT_LIMIT, env, clock, log };
  const turn = await TurnProcess.start(options).catch((error: unknown) => {
    if (!https || !(error instanceof StartError)) throw error;
    // By the names that the operator has set.
    throw new StartError(error.problems.map((problem) => problem.replace(/\bTURN_(?=TLS_|HTTPS_)/g, '')));
  });
  log.info(
    { programPid: turn.pid, port: config.TURN_PORT, ...(https && { tlsPort: https.port }) },
    'the TURN server is running',
  );
  return turn;
}

/** What the TURN server needs to share its TLS port with the web. */
function httpsOf({
  TLS_CERT: cert,
  TLS_KEY: key,
  TLS_PORT: port,
  HOST: host,
  PORT,
  HTTPS_UPSTREAM,
  proxies,
}: Config): TurnSurroundings['https'] {
  if (!cert || !key) return undefined;
  // Requests that it opens itself come from this machine: not where that is trusted to say who else sent them.
  const upstream = proxies.includesThisMachine ? undefined : { host, port: PORT };
  return { cert, key, port, upstream, tlsUpstream: HTTPS_UPSTREAM };
}
