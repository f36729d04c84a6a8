// The TURN server as a process: configuration, listening, metrics, and an orderly end.
import { X509Certificate } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { systemClock } from './Clock.ts';
import { readConfig, type Config } from './config.ts';
import { Metrics } from './Metrics.ts';
import { watchKeyPair } from './net/KeyPair.ts';
import { serveMetrics } from './net/metricsEndpoint.ts';
import { onParentGone, tellParent } from './parent.ts';
import { StartError } from './StartError.ts';
import { TurnServer, type TurnOptions } from './TurnServer.ts';

/** One JSON object a line. No line has an address or a username of a client. */
function log(level: 'info' | 'error', fields: object, message: string): void {
  console.log(JSON.stringify({ level, time: Date.now(), ...fields, msg: message }));
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const metrics = new Metrics();
  const server = new TurnServer(optionsOf(config, metrics));
  try {
    await listen(server, config);
    if (config.TURN_METRICS_PORT !== undefined) {
      const port = config.TURN_METRICS_PORT;
      await named('TURN_METRICS_PORT', () => serveMetrics(port, () => metrics.text()));
    }
  } catch (error) {
    await server.close();
    throw error;
  }
  if (config.tls) watchCertificate(server, config.tls);
  log('info', { addresses: config.listen, port: config.TURN_PORT }, 'listening');
  await tellParent({ name: 'listening' });

  let closing = false;
  const close = (reason: string) => {
    if (closing) process.exit(1); // Asked twice: at once.
    closing = true;
    log('info', { reason, allocations: server.allocations }, 'closing');
    void server.close().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, close);
  onParentGone(() => {
    close('the parent is gone');
  });
}

async function listen(server: TurnServer, config: Config): Promise<void> {
  const { listen, tls, httpsUpstream, TURN_PORT, TURN_TLS_PORT } = config;
  for (const ip of listen) {
    const address = { ip, port: TURN_PORT };
    await named('TURN_PORT', () => server.listenUdp(address));
    await named('TURN_PORT', () => server.listenStream({ address }));
    if (!tls) continue;
    const stream = { address: { ip, port: TURN_TLS_PORT }, tls: tls.pair, httpsUpstream };
    await named('TURN_TLS_PORT', () => server.listenStream(stream));
  }
}

function watchCertificate(server: TurnServer, { files, pair }: NonNullable<Config['tls']>): void {
  watchKeyPair({
    files,
    pair,
    clock: systemClock,
    onRenewed: (renewed) => {
      server.renewCertificate(renewed);
      log('info', { validTo: new X509Certificate(renewed.cert).validTo }, 'certificate renewed');
    },
    onRefused: (error) => {
      log('error', { error: error.message }, 'certificate not renewed, the old one stays in use');
    },
  });
}

/** Tells a failed listening by the setting that mends it. */
async function named(setting: string, listenOn: () => Promise<unknown>): Promise<void> {
  try {
    await listenOn();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new StartError([`${setting}: ${reasonOf(error)}`], { cause: error });
  }
}

/** What an operator can mend, in words. */
function reasonOf(error: Error & { code?: unknown; address?: string; port?: number }): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `${error.port} is in use by another program. End that one, or set another.`;
    case 'EACCES':
      return `${error.port} may not be used without privileges. Set one from 1024 up.`;
    case 'EADDRNOTAVAIL':
      return `${error.address} of TURN_LISTEN is not an address of this machine.`;
    default:
      return error.message;
  }
}

function optionsOf(config: Config, metrics: Metrics): TurnOptions {
  metrics.onFailure = (error) => {
    log('error', { error: error instanceof Error ? error.stack : String(error) }, 'failed');
  };
  return {
    realm: config.TURN_REALM,
    secret: config.TURN_SECRET,
    nonceLifetime: config.TURN_NONCE_LIFETIME,
    relay: { addresses: config.relayAddresses, ports: config.relayPorts },
    peers: {
      allowed: config.mediaPeers,
      denied: config.deniedPeers,
      isPublicAllowed: config.TURN_PUBLIC_PEERS,
      own: config.relayAddresses.flatMap(({ ip, external }) => [ip, external]),
      local: Object.values(networkInterfaces()).flatMap((some = []) => some.map(({ address }) => address)),
    },
    limits: {
      allocationsPerUser: config.TURN_ALLOCATIONS_PER_USER,
      allocations: config.TURN_ALLOCATIONS,
      permissions: config.TURN_PERMISSIONS,
      channels: config.TURN_CHANNELS,
      challengesPerSecond: config.TURN_CHALLENGES_PER_SECOND,
      maxConnections: config.TURN_CONNECTIONS,
      maxConnectionsPerAddress: config.TURN_CONNECTIONS_PER_ADDRESS,
    },
    lastChannel: config.TURN_STRICT_CHANNELS ? 0x4fff : 0x7ffe,
    clock: systemClock,
    events: metrics,
  };
}

try {
  await main();
} catch (error) {
  // The operator's mistakes are told in words; anything else is ours, with its stack.
  const isTold =
    error instanceof StartError && (await tellParent({ name: 'failed', problems: error.problems }));
  if (!isTold) console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
}
