// Composes the server: the one file that knows the concrete classes.
import fastifyCors from '@fastify/cors';
import Fastify, { LogController, type FastifyInstance } from 'fastify';
import { randomBytes } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { existsSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { availableParallelism, networkInterfaces } from 'node:os';
import { AllowedOrigins } from './auth/AllowedOrigins.ts';
import { HmacResumeTokens } from './auth/HmacResumeTokens.ts';
import { storedSecret } from './auth/storedSecret.ts';
import { TurnIceServers, type TurnOptions } from './auth/TurnIceServers.ts';
import { turnUrls } from './auth/turnUrls.ts';
import type { CallDependencies, Clock, Log, Sfu } from './call/ports.ts';
import { Rooms } from './call/Rooms.ts';
import { socketIoCarrier } from './carriers/socketIo.ts';
import { routeUpgrades } from './carriers/upgrades.ts';
import { webSocketCarrier } from './carriers/webSocket.ts';
import type { Config } from './config.ts';
import { clientRoutes } from './http/client.ts';
import { healthRoutes } from './http/health.ts';
import { roomRoutes } from './http/rooms.ts';
import { announcedAddressProblems, listenAddresses } from './sfu/announcedAddress.ts';
import { MediasoupSfu } from './sfu/MediasoupSfu.ts';
import { WorkerPool } from './sfu/WorkerPool.ts';
import { StartError } from './StartError.ts';
import { systemClock } from './systemClock.ts';

export interface AppOptions {
  config: Config;
  /** The client's build; a folder that is not there is left out, as in development. */
  clientDir: string;
  /** Where log lines go instead of standard output. */
  logTo?: { write(line: string): void };
  clock?: Clock;
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
  const sfu = options.sfu ?? (await startMediasoup(config, clock, log));
  const dependencies: CallDependencies = {
    sfu,
    clock,
    log,
    resumeTokens: new HmacResumeTokens(resumeSecret(config, log)),
    iceServers: new TurnIceServers({ named: config.ICE_SERVERS, turn: turnOptions(config), clock }),
    settings: {
      maxPeersPerRoom: config.MAX_PEERS_PER_ROOM,
      directReturnDelay: config.DIRECT_CALLS ? config.DIRECT_RETURN_SECONDS * 1000 : undefined,
    },
    newId: () => randomBytes(12).toString('base64url'),
  };
  const rooms = new Rooms(dependencies);
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
    await sfu.close();
  });

  const carriers = {
    ...dependencies,
    rooms,
    allowsOrigin: (request: IncomingMessage) => origins.allows(request),
  };
  await app.register(fastifyCors, { origin: origins.named });
  routeUpgrades(
    app.server,
    new Map([
      ['/ws', await webSocketCarrier(app, carriers)],
      ['/socket.io', await socketIoCarrier(app, { ...carriers, allowedOrigins: origins.named })],
    ]),
  );
  healthRoutes(app, { rooms });
  roomRoutes(app, { rooms });
  if (existsSync(clientDir)) await clientRoutes(app, { clientDir });
  return app;
}

async function startMediasoup(config: Config, clock: Clock, log: Log): Promise<Sfu> {
  const workers = config.WORKERS ?? availableParallelism();
  const configured = config.ANNOUNCED_ADDRESS;
  const interfaces = networkInterfaces();
  const problems = await announcedAddressProblems({
    configured,
    interfaces,
    resolve: async (name) => (await lookup(name, { all: true })).map(({ address }) => address),
    ports: { first: config.MEDIA_PORT, last: config.MEDIA_PORT + workers - 1 },
  });
  const errors = problems.filter(({ level }) => level === 'error');
  if (errors.length > 0) {
    throw new StartError(errors.map(({ message }) => `ANNOUNCED_ADDRESS: ${message}`));
  }
  for (const { message } of problems) log.warn({ setting: 'ANNOUNCED_ADDRESS' }, message);
  const listen = listenAddresses(configured, interfaces);
  const pool = await WorkerPool.start({
    workers,
    port: config.MEDIA_PORT,
    listenAddresses: listen,
    clock,
    log,
  }).catch((error: unknown) => {
    throw new StartError([error instanceof Error ? error.message : String(error)], { cause: error });
  });
  log.info({ workers, port: config.MEDIA_PORT, addresses: listen }, 'media workers are running');
  return new MediasoupSfu(pool);
}

function turnOptions(config: Config): TurnOptions | undefined {
  if (config.TURN_SECRET === undefined) return undefined;
  const listen = listenAddresses(config.ANNOUNCED_ADDRESS, networkInterfaces());
  const hosts = config.TURN_HOST
    ? [config.TURN_HOST]
    : listen.map(({ ip, announcedAddress }) => announcedAddress ?? ip);
  const tlsPort = config.TURN_TLS_CERT === undefined ? undefined : config.TURN_TLS_PORT;
  const bundled = turnUrls({ hosts, port: config.TURN_PORT, tlsPort });
  return {
    secret: config.TURN_SECRET,
    urls: config.TURN_URLS.length > 0 ? config.TURN_URLS : bundled,
    lifetime: config.TURN_CREDENTIAL_SECONDS * 1000,
    relaysToAll: config.TURN_PUBLIC_PEERS,
  };
}

function resumeSecret(config: Config, log: Log): string {
  if (config.RESUME_SECRET) return config.RESUME_SECRET;
  const { secret, path, created } = storedSecret(config.DATA_DIR);
  if (created) log.info({ path }, 'made the secret of the resume tokens');
  return secret;
}
