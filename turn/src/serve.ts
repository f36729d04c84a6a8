// A configured server, whether it is one process or several.
import { X509Certificate } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { systemClock } from './Clock.ts';
import type { Config } from './config.ts';
import type { Log } from './log.ts';
import type { Metrics } from './Metrics.ts';
import { InnerPeers } from './net/InnerPeers.ts';
import { watchKeyPair } from './net/KeyPair.ts';
import { StartError } from './StartError.ts';
import type { TurnServer, TurnOptions } from './TurnServer.ts';

/** Listens on all addresses, always in the same order, as listeners have numbers that processes share. */
export async function listenAsConfigured(server: TurnServer, config: Config): Promise<void> {
  const { listen, tls, httpUpstream, httpsUpstream, TURN_PORT, TURN_TLS_PORT } = config;
  for (const ip of listen) {
    const address = { ip, port: TURN_PORT };
    await named('TURN_PORT', () => server.listenUdp(address));
    await named('TURN_PORT', () => server.listenStream({ address }));
    if (!tls) continue;
    const stream = {
      address: { ip, port: TURN_TLS_PORT },
      tls: { pair: tls.pair, httpUpstream, httpsUpstream },
    };
    await named('TURN_TLS_PORT', () => server.listenStream(stream));
  }
}

/** Tells a failed listening by the setting that mends it. */
export async function named<T>(setting: string, listenOn: () => Promise<T>): Promise<T> {
  try {
    return await listenOn();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new StartError([reasonOf(setting, error)], { cause: error });
  }
}

/** What an operator can mend, in words. */
function reasonOf(
  setting: string,
  error: Error & { code?: unknown; address?: string; port?: number },
): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `${setting}: ${error.port} is in use by another program. End that one, or set another.`;
    case 'EACCES':
      return `${setting}: ${error.port} may not be used without privileges. Set one from 1024 up.`;
    case 'EADDRNOTAVAIL':
      return `${setting}: ${error.address} of TURN_LISTEN is not an address of this machine.`;
    case 'ENOTSUP':
      return 'TURN_PROCESSES: processes cannot share a port on this system. Set 1.';
    default:
      return `${setting}: ${error.message}`;
  }
}

/** Where there is no certificate yet, it is told once, and once when it is there. */
export function watchCertificate(
  server: TurnServer,
  { files, pair, missing }: NonNullable<Config['tls']>,
  log: Log,
): void {
  let isThere = pair !== undefined;
  if (!isThere) log('warn', { reason: missing }, 'no certificate yet, TURN over TLS is refused');
  watchKeyPair({
    files,
    pair,
    missing,
    clock: systemClock,
    onRenewed: (renewed) => {
      server.renewCertificate(renewed);
      const { validTo } = new X509Certificate(renewed.cert);
      log(
        'info',
        { validTo },
        isThere ? 'certificate renewed' : 'there is a certificate, TURN over TLS is served',
      );
      isThere = true;
    },
    onRefused: ({ message: reason }) => {
      if (isThere) log('error', { reason }, 'certificate not renewed, the old one stays in use');
      else log('warn', { reason }, 'no certificate yet, TURN over TLS is refused');
    },
  });
}

/**
 * What falls to one of several processes: relay ports that no other has, and its part of what each counts for itself,
 * so that the limits of the server stay what they are. Clients come to the processes evenly.
 */
export function partOf(config: Config, number: number): Config {
  const { processes, relayPorts } = config;
  const count = relayPorts.to - relayPorts.from + 1;
  // Even, so that no pair of ports falls apart.
  const start = (part: number) => {
    const port = relayPorts.from + Math.floor((part * count) / processes);
    return part === 0 || part === processes ? port : port + (port % 2);
  };
  const part = (limit: number) => Math.ceil(limit / processes);
  return {
    ...config,
    relayPorts: { from: start(number - 1), to: start(number) - 1 },
    TURN_CONNECTIONS: part(config.TURN_CONNECTIONS),
    TURN_CONNECTIONS_PER_ADDRESS: part(config.TURN_CONNECTIONS_PER_ADDRESS),
    TURN_CHALLENGES_PER_SECOND: part(config.TURN_CHALLENGES_PER_SECOND),
  };
}

export function optionsOf(config: Config, metrics: Metrics, log: Log): TurnOptions {
  metrics.onFailure = (error) => {
    log('error', { error: error instanceof Error ? error.stack : String(error) }, 'failed');
  };
  return {
    realm: config.TURN_REALM,
    secret: config.TURN_SECRET,
    nonceLifetime: config.TURN_NONCE_LIFETIME,
    relay: {
      addresses: config.relayAddresses,
      ports: config.relayPorts,
      innerPeers: config.innerPeers.length > 0 ? new InnerPeers(config.innerPeers) : undefined,
    },
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
