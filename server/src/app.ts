// Composes the server.
import fastifyCors from '@fastify/cors';
import { limits } from '@parley/protocol';
import Fastify, { LogController, type FastifyInstance, type FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { AllowedOrigins } from './auth/AllowedOrigins.ts';
import { HmacPasscodes } from './auth/HmacPasscodes.ts';
import { HmacRecordingTokens } from './auth/HmacRecordingTokens.ts';
import { HmacResumeTokens } from './auth/HmacResumeTokens.ts';
import { KeyGate } from './auth/KeyGate.ts';
import { OperatorKey } from './auth/OperatorKey.ts';
import { metricsToken } from './auth/metricsToken.ts';
import { RecordingKeys } from './auth/RecordingKeys.ts';
import { TurnIceServers } from './auth/TurnIceServers.ts';
import type { CallDependencies, Log } from './call/ports.ts';
import { Drain } from './call/Drain.ts';
import { Rooms } from './call/Rooms.ts';
import { clientNetwork } from './carriers/networkOf.ts';
import { socketIoCarrier } from './carriers/socketIo.ts';
import { TrustedProxies } from './carriers/TrustedProxies.ts';
import { routeUpgrades } from './carriers/upgrades.ts';
import { webSocketCarrier } from './carriers/webSocket.ts';
import { NodeReader } from './admin/NodeReader.ts';
import { adminRoutes } from './http/admin.ts';
import { clientRoutes } from './http/client.ts';
import { healthRoutes } from './http/health.ts';
import { metricsRoutes } from './http/metrics.ts';
import { openApi } from './http/openApi.ts';
import { operatorOnly } from './http/operatorOnly.ts';
import { clientError, frameworkError, problemAnswers, problemRoutes } from './http/problem.ts';
import { recordingRoutes } from './http/recordings.ts';
import { logRequests } from './http/requestLog.ts';
import { roomRoutes } from './http/rooms.ts';
import { roomsApi } from './http/roomsApi.ts';
import { RecentErrors } from './logging/RecentErrors.ts';
import { roomIds } from './logging/roomIds.ts';
import { CallCounts } from './metrics/CallCounts.ts';
import type { MetricSource } from './metrics/catalogue.ts';
import { EventLoop } from './metrics/EventLoop.ts';
import { HttpCounts } from './metrics/HttpCounts.ts';
import { NodeCounts } from './metrics/NodeCounts.ts';
import { RecordingCounts } from './metrics/RecordingCounts.ts';
import { Ending } from './Ending.ts';
import { Readiness } from './Readiness.ts';
import { mediaPlace, resolveName } from './mediaPlace.ts';
import type { AppOptions } from './parts/AppOptions.ts';
import { pageOf } from './parts/pageOf.ts';
import { startProcesses } from './parts/processes.ts';
import { librarySettings, recorderOf, recordingsDir } from './parts/recordingParts.ts';
import { joinTokensOf, kept, turnSecret } from './parts/secrets.ts';
import { openLibrary } from './recordings/openLibrary.ts';
import { DiskPlans } from './records/DiskPlans.ts';
import { DiskRecords } from './records/DiskRecords.ts';
import { systemClock } from './systemClock.ts';
import { version } from './version.ts';
import { turnOptions } from './turn/turnOptions.ts';

/** Bytes of a request's body: of a longer one no more is read. */
const BODY_LIMIT = 16_384;
/** Characters of a part of a path: the longest name of a room, with every character spelled in percents. */
const PARAMETER_LIMIT = limits.roomNameLength * 12;

declare module 'fastify' {
  interface FastifyInstance {
    readonly drain: Drain;
    readonly ending: Ending;
  }
}

/**
 * The whole server, not yet listening. Closing it ends every call and worker.
 * @throws {StartError} For what only shows when the configuration is used.
 */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { config, clientDir, clock = systemClock } = options;
  const recentErrors = new RecentErrors();
  const app = Fastify({
    logger: {
      level: config.LOG_LEVEL,
      hooks: { streamWrite: (line) => (recentErrors.see(line), line) },
      ...(options.logTo && { stream: options.logTo }),
    },
    // Request lines hold addresses of clients.
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: PARAMETER_LIMIT },
    return503OnClosing: false,
    // What does not fit is refused, and not made to fit.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
    frameworkErrors: frameworkError,
    clientErrorHandler: clientError,
  });
  problemAnswers(app);
  await openApi(app);
  problemRoutes(app);
  const log: Log = app.log;
  const tokenOfMetrics = metricsToken(config);
  const place = await mediaPlace(config, log);
  const secret = turnSecret(config, log);
  const { sfu, turn } = await startProcesses(options, place, secret, { clock, log });
  const resumeSecret = config.RESUME_SECRET ?? kept(config, 'secret', log);
  const records = new DiskRecords({ dir: join(config.DATA_DIR, 'meetings'), clock, log });
  const plans = new DiskPlans({ dir: join(config.DATA_DIR, 'rooms'), clock, log });
  const joinTokens = config.AUTH === 'token' ? joinTokensOf(config, { clock, log }) : undefined;
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
  const startedAt = clock.now();
  const dependencies: CallDependencies = {
    sfu,
    clock,
    log,
    resumeTokens: new HmacResumeTokens(resumeSecret),
    passcodes: new HmacPasscodes(resumeSecret),
    records,
    plans,
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
      rolesByToken: joinTokens !== undefined,
      bansNetworks: config.BAN_ADDRESSES,
      voices: config.VOICES,
      videoCodec: config.VIDEO_CODEC,
      recording: config.RECORDING,
      directReturnDelay: config.DIRECT_CALLS ? config.DIRECT_RETURN_SECONDS * 1000 : undefined,
    },
    newId: () => randomBytes(12).toString('base64url'),
    roomId: roomIds(),
  };
  const rooms = new Rooms(dependencies);
  const drain = new Drain({
    rooms,
    clock,
    log,
    limit: config.DRAIN_SECONDS * 1_000,
    ended: options.drained ?? (() => void app.close()),
  });
  app.decorate('drain', drain);
  const ending = new Ending({ clock, log });
  app.decorate('ending', ending);
  const counts = new CallCounts(rooms);
  logRequests(app);
  const requests = new HttpCounts();
  requests.watch(app);
  const origins = new AllowedOrigins(config.ALLOWED_ORIGINS);
  const proxies = new TrustedProxies({ proxies: config.proxies, clock, log, resolve: resolveName });

  app.addHook('preClose', async () => {
    rooms.close('restarting');
  });
  app.addHook('onClose', async () => {
    proxies.close();
    await ending.of({
      'media workers': sfu.close(),
      'TURN server': turn?.close(),
      'records of meetings': records.close(),
      recorder: recorder.close(),
      'films and uploads': recordings.close(),
    });
  });

  const carriers = {
    ...dependencies,
    rooms,
    joinTokens,
    events: counts,
    proxies,
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
  const readiness = new Readiness({
    clock,
    sfu,
    drain,
    dataDir: config.DATA_DIR,
    isListening: () => app.server.listening,
  });
  healthRoutes(app, { rooms, readiness });
  const gate = new KeyGate(clock);
  const adminKey = new OperatorKey(config.ADMIN_KEY ?? kept(config, 'admin-key', log));
  const networkOf = ({ raw }: FastifyRequest) =>
    clientNetwork(raw.socket.remoteAddress, raw.headers, proxies);
  roomRoutes(app, { rooms, joinTokens, plans });
  const apiKey = config.API_KEY ?? (joinTokens && kept(config, 'api-key', log));
  if (apiKey !== undefined) {
    const { settings, passcodes } = dependencies;
    roomsApi(app, {
      rooms,
      joinTokens,
      plans,
      settings,
      passcodes,
      clock,
      issueToken: joinTokens?.issues ? (claims, expiresAt) => joinTokens.issue(claims, expiresAt) : undefined,
      pageOf: (request) => pageOf(request, config),
      admit: operatorOnly({ open: gate.doorOf(new OperatorKey(apiKey)), networkOf }),
    });
  }
  await recordingRoutes(app, {
    library: recordings.library,
    access: new RecordingKeys({ operatorKey: adminKey, tokens: recordingTokens, gate }),
    networkOf,
  });
  const { library, films } = recordings;
  const dir = recordingsDir(config);
  const loop = new EventLoop(clock);
  app.addHook('onClose', async () => loop.close());
  const ofNode = { version, startedAt, drain, errors: recentErrors };
  await adminRoutes(app, {
    rooms,
    drain,
    reader: new NodeReader({
      ...ofNode,
      clock,
      log,
      rooms,
      readiness,
      library,
      films,
      dir,
      loop,
      workers: async () => ('workers' in sfu ? sfu.workers() : []),
      turn: async () => turn?.counts(),
    }),
    admit: operatorOnly({ open: gate.doorOf(adminKey), networkOf }),
  });
  if (tokenOfMetrics !== undefined) {
    const sources: MetricSource[] = [
      new NodeCounts(ofNode),
      requests,
      counts,
      ...('readings' in sfu ? [sfu] : []),
      ...(turn ? [turn] : []),
      new RecordingCounts({ library, films, recorder, dir }),
      loop,
    ];
    const key = new OperatorKey(tokenOfMetrics);
    // A gate of its own: what scrapes with a wrong token keeps nobody from the rest.
    const admit = operatorOnly({ open: new KeyGate(clock).doorOf(key), networkOf });
    metricsRoutes(app, { sources, admit });
  }
  if (existsSync(clientDir)) await clientRoutes(app, { clientDir, theme: config.theme, auth: config.AUTH });
  // Nobody waits for it.
  app.addHook('onListen', async () => void recordings.resume());
  return app;
}
