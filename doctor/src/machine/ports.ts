// The ports that Parley listens on: free, or Parley's own already.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import type { Config } from '@parley/server/config';
import { failed, ok, type Finding } from '../Finding.ts';

export interface WantedPort {
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
  /** The setting that changes it. */
  readonly setting: string;
}

/** `held`: somebody has it; `forbidden`: the system does not give it to this user. */
export type PortState = 'free' | 'held' | 'forbidden';

export function wantedPorts(config: Config, cores = availableParallelism()): WantedPort[] {
  const both = (port: number, setting: string) =>
    (['UDP', 'TCP'] as const).map((protocol) => ({ protocol, port, setting }));
  const workers = Array.from({ length: config.WORKERS ?? cores }, (_, index) => config.MEDIA_PORT + index);
  return [
    { protocol: 'TCP', port: config.PORT, setting: 'PORT' },
    ...(config.certificate ? [{ protocol: 'TCP' as const, port: config.TLS_PORT, setting: 'TLS_PORT' }] : []),
    ...(config.TURN_BUNDLED ? both(config.TURN_PORT, 'TURN_PORT') : []),
    ...workers.flatMap((port) => both(port, 'MEDIA_PORT')),
  ];
}

export async function stateOf({ protocol, port }: WantedPort): Promise<PortState> {
  try {
    if (protocol === 'TCP') {
      const server = createServer().listen(port);
      await once(server, 'listening');
      server.close();
      await once(server, 'close');
    } else {
      const socket = createSocket('udp4').bind(port);
      await once(socket, 'listening');
      socket.close();
    }
    return 'free';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? 'forbidden' : 'held';
  }
}

/** @param isRunning Whether Parley itself answers at its port: then it has the ports. */
export function judgePorts(
  states: readonly (readonly [WantedPort, PortState])[],
  isRunning: boolean,
): Finding {
  const inState = (wanted: PortState) => states.filter(([, state]) => state === wanted).map(([port]) => port);
  const forbidden = inState('forbidden');
  const count = `${states.length} ports`;
  if (isRunning) {
    const free = inState('free');
    if (free.length === 0) return ok('ports', `Parley has its ${count}.`);
    return failed(
      'ports',
      `Parley runs, and nobody has ${listOf(free)}: it was started with other settings, or that part of it died. Start it again, and look at its log.`,
    );
  }
  const held = inState('held');
  if (held.length > 0) {
    return failed(
      'ports',
      `Another program has ${listOf(held)}: end it, or set another port (${settingsOf(held)}).`,
    );
  }
  if (forbidden.length > 0) {
    return failed(
      'ports',
      `The system does not let this user have ${listOf(forbidden)}: set a port from 1024 up (${settingsOf(forbidden)}), or allow it (AmbientCapabilities=CAP_NET_BIND_SERVICE in the systemd unit).`,
    );
  }
  return ok('ports', `The ${count} are free.`);
}

function listOf(ports: readonly WantedPort[]): string {
  return ports.map(({ protocol, port }) => `${protocol} port ${port}`).join(', ');
}

function settingsOf(ports: readonly WantedPort[]): string {
  return [...new Set(ports.map(({ setting }) => setting))].join(', ');
}
