// Composes the server: the one file that knows the concrete classes.
import fastifyCors from '@fastify/cors';
import Fastify, { LogController, type FastifyInstance } from 'fastify';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AllowedOrigins } from './auth/AllowedOrigins.ts';
import { HmacPasscodes } from './auth/HmacPasscodes.ts';
import { HmacRecordingTokens } from './auth/HmacRecordingTokens.ts';
import { HmacResumeTokens } from './auth/HmacResumeTokens.ts';
import { RecordingKeys } from './auth/RecordingKeys.ts';
import { storedSecret } from './auth/storedSecret.ts';
import { TurnIceServers } from './auth/TurnIceServers.ts';
import type { CallDependencies, Clock, Log, Sfu } from './call/ports.ts';
import { Rooms } from './call/Rooms.ts';
import { clientNetwork } from './carriers/networkOf.ts';
import { socketIoCarrier } from './carriers/socketIo.ts';
import { routeUpgrades } from './carriers/upgrades.ts';
import { webSocketCarrier } from './carriers/webSocket.ts';
import type { Config } from './config.ts';
import { clientRoutes } from './http/client.ts';
import { healthRoutes } from './http/health.ts';
import { metricsRoutes } from './http/metrics.ts';
import { recordingRoutes } from './http/recordings.ts';
import { roomRoutes } from './http/rooms.ts';
import { CallCounts } from './metrics/CallCounts.ts';
import type { MetricSource } from './metrics/catalogue.ts';
import { mediaPlace, type MediaPlace } from './mediaPlace.ts';
import { RecorderProcess, type RecorderProcessOptions } from './recording/RecorderProcess.ts';
import { openLibrary } from './recordings/openLibrary.ts';
import { DiskRecords } from './records/DiskRecords.ts';
import { ChildProgram } from './programs/ChildProgram.ts';
import { MediasoupSfu } from './sfu/MediasoupSfu.ts';
import { WorkerPool } from './sfu/WorkerPool.ts';
import { joinStartErrors, StartError } from './StartError.ts';
import { systemClock } from './systemClock.ts';
import { turnEnvironment } from './turn/turnEnvironment.ts';
import { turnOptions } from './turn/turnOptions.ts';

const composerProgram = fileURLToPath(new URL('../../composer/src/main.ts', import.meta.url));
const recorderProgram = fileURLToPath(new URL('../../recorder/src/main.ts', import.meta.url));
const turnProgram = fileURLToPath(new URL('../../turn/src/main.ts', import.meta.url));

/** Milliseconds in which a process of ours must have ended that was told to. */
const EXIT_LIMIT = 2_000;

export interface AppOptions {
  config: Config;
  /** The client's build; a folder that is not there is left out, as in development. */
  clientDir: string;
  /** Where log lines go instead of standard output. */
  logTo?: { write(line: string): void };
  clock?: Clock;
  /** The variables that the TURN server gets, beside those that follow from the configuration. */
  environment?: NodeJS.ProcessEnv;
  /** Instead of mediasoup, in tests. */
  sfu?: Sfu;
}

/**
 * The whole server, not yet listening. Closing it ends every call and worker.
 * @throws {StartError} For what only shows when the configuration is used.
 */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { config, clientDir, clock = systemClock } = options;
  const app = Fastify({
    logger: { level: config.LOG_LEVEL, ...(options.logTo && { stream: options.logTo }) },
    // Request lines hold addresses of clients.
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
  });
  const log: Log = app.log;
  const place = await mediaPlace(config, log);
  const secret = turnSecret(config, log);
  const { sfu, turn } = await startProcesses(options, place, secret, { clock, log });
  const resumeSecret = config.RESUME_SECRET ?? kept(config, 'secret', log);
  const records = new DiskRecords({ dir: join(config.DATA_DIR, 'meetings'), clock, log });
  const recordingTokens = new HmacRecordingTokens(resumeSecret, clock);
  const recorder = recorderOf(options, {
    clock,
    log,
    ended: (recordingId) => void recordings.ended(recordingId),
  });
  const recordings = await openLibrary({
    ...librarySettings(options),
    clock,
    log,
    isRunning: (recordingId) => recorder.isRunning(recordingId),
    ticket: (recordingId) => recordingTokens.ticket(recordingId),
  });
  const dependencies: CallDependencies = {
    sfu,
    clock,
    log,
    resumeTokens: new HmacResumeTokens(resumeSecret),
    passcodes: new HmacPasscodes(resumeSecret),
    records,
    recorder: config.RECORDING === 'never' ? undefined : recorder,
    recordingTokens,
    iceServers: new TurnIceServers({
      named: config.ICE_SERVERS,
      turn: secret === undefined ? undefined : turnOptions(config, secret, place.hosts),
      clock,
    }),
    settings: {
      maxPeersPerRoom: config.MAX_PEERS_PER_ROOM,
      firstIsHost: config.FIRST_IS_HOST,
      bansNetworks: config.BAN_ADDRESSES,
      voices: config.VOICES,
      videoCodec: config.VIDEO_CODEC,
      recording: config.RECORDING,
      directReturnDelay: config.DIRECT_CALLS ? config.DIRECT_RETURN_SECONDS * 1000 : undefined,
    },
    newId: () => randomBytes(12).toString('base64url'),
  };
  const rooms = new Rooms(dependencies);
  const counts = new CallCounts(rooms);
  const origins = new AllowedOrigins(config.ALLOWED_ORIGINS);

  app.setErrorHandler((error: { statusCode?: number; message: string }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) log.error({ err: error }, 'a request failed unexpectedly');
    const ours = { code: 'internal', message: 'the server failed to answer this request' };
    return reply
      .code(status)
      .send(status >= 500 ? ours : { code: 'invalid_request', message: error.message });
  });
  app.addHook('preClose', async () => {
    rooms.close('restarting');
  });
  app.addHook('onClose', async () => {
    await Promise.all([sfu.close(), turn?.close(), records.close(), recorder.close(), recordings.close()]);
  });

  const carriers = {
    ...dependencies,
    rooms,
    events: counts,
    trustsProxy: config.TRUST_PROXY,
    allowsOrigin: (request: IncomingMessage) => origins.allows(request),
    socketOpened: (carrier: 'websocket' | 'socketio') => counts.socketOpened(carrier),
  };
  await app.register(fastifyCors, {
    origin: origins.named,
    methods: ['GET', 'HEAD', 'POST', 'DELETE'],
    exposedHeaders: ['content-range', 'content-disposition', 'etag'],
  });
  routeUpgrades(
    app.server,
    new Map([
      ['/ws', await webSocketCarrier(app, carriers)],
      ['/socket.io', await socketIoCarrier(app, { ...carriers, allowedOrigins: origins.named })],
    ]),
  );
  healthRoutes(app, { rooms });
  roomRoutes(app, { rooms });
  await recordingRoutes(app, {
    library: recordings.library,
    access: new RecordingKeys({
      operatorKey: config.ADMIN_KEY ?? kept(config, 'admin-key', log),
      tokens: recordingTokens,
      clock,
    }),
    networkOf: ({ raw }) => clientNetwork(raw.socket.remoteAddress, raw.headers, config.TRUST_PROXY),
  });
  if (config.METRICS_TOKEN !== undefined) {
    const sources: MetricSource[] = 'readings' in sfu ? [counts, sfu] : [counts];
    metricsRoutes(app, { token: config.METRICS_TOKEN, sources });
  }
  if (existsSync(clientDir)) await clientRoutes(app, { clientDir, theme: config.theme });
  // Nobody waits for it.
  app.addHook('onListen', async () => void recordings.resume());
  return app;
}

interface Processes {
  sfu: Sfu | MediasoupSfu;
  turn: ChildProgram | undefined;
}

/** The media workers and the TURN server: all of them, or none and a report of all that is wrong. */
async function startProcesses(
  options: AppOptions,
  place: MediaPlace,
  secret: string | undefined,
  { clock, log }: { clock: Clock; log: Log },
): Promise<Processes> {
  const { config } = options;
  const [sfu, turn] = await Promise.allSettled([
    options.sfu ?? startMediasoup(config, place, { clock, log }),
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
  config: Config,
  { listen, ports }: MediaPlace,
  { clock, log }: { clock: Clock; log: Log },
): Promise<MediasoupSfu> {
  const workers = ports.last - ports.first + 1;
  const pool = await WorkerPool.start({
    workers,
    port: ports.first,
    listenAddresses: listen,
    limits: { consumers: config.WORKER_CONSUMERS, cpu: config.WORKER_CPU },
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
): Promise<ChildProgram> {
  const { TLS_CERT: cert, TLS_KEY: key, TLS_PORT, HOST, PORT } = config;
  const https = cert && key ? { cert, key, port: TLS_PORT, upstream: { host: HOST, port: PORT } } : undefined;
  const interfaces = networkInterfaces();
  const env = turnEnvironment(environment, { secret, mediaAddresses, mediaPorts, interfaces, https });
  const options = { name: 'TURN server', program: turnProgram, exitLimit: EXIT_LIMIT, env, clock, log };
  const turn = await ChildProgram.start(options).catch((error: unknown) => {
    if (!https || !(error instanceof StartError)) throw error;
    // By the names that the operator has set.
    throw new StartError(error.problems.map((problem) => problem.replace(/^TURN_TLS_/, 'TLS_')));
  });
  log.info(
    { pid: turn.pid, port: config.TURN_PORT, ...(https && { tlsPort: TLS_PORT }) },
    'the TURN server is running',
  );
  return turn;
}

/** Also where nothing is to be recorded any more it ends what was begun. */
function recorderOf(
  { config, environment = {} }: AppOptions,
  parts: Pick<RecorderProcessOptions, 'clock' | 'log' | 'ended'>,
): RecorderProcess {
  const toBegin = config.RECORDING_MIN_FREE_MB * 1e6;
  return new RecorderProcess({
    program: recorderProgram,
    env: environment,
    dir: recordingsDir(config),
    space: { toBegin, toGoOn: toBegin / 5 },
    ...parts,
  });
}

function librarySettings({ config, environment = {} }: AppOptions) {
  const { RECORDING_FILM: view, RECORDING_FILM_FORMAT: format } = config;
  const { RECORDINGS_DAYS: days, RECORDINGS_QUOTA_GB: gigabytes } = config;
  return {
    dir: recordingsDir(config),
    composer: { program: composerProgram, env: environment },
    film: view === 'none' ? undefined : { view, format },
    keepsTracks: config.RECORDING_KEEP_TRACKS,
    keptFor: days === undefined ? undefined : days * 86_400_000,
    quota: gigabytes === undefined ? undefined : gigabytes * 1e9,
    s3: config.s3,
  };
}

function recordingsDir(config: Config): string {
  return config.RECORDINGS_DIR ?? resolve(config.DATA_DIR, 'recordings');
}

function turnSecret(config: Config, log: Log): string | undefined {
  if (config.TURN_SECRET !== undefined || !config.TURN_BUNDLED) return config.TURN_SECRET;
  return kept(config, 'turn-secret', log);
}

function kept(config: Config, name: 'secret' | 'turn-secret' | 'admin-key', log: Log): string {
  const { secret, path, created } = storedSecret(config.DATA_DIR, name);
  if (created) log.info({ path }, 'made a secret');
  return secret;
}
