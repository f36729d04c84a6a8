// The TURN server, put together. This is the one file that knows the concrete classes.
import { AddressRateLimit } from './allocation/AddressRateLimit.ts';
import type { AllocationLimits } from './allocation/Allocation.ts';
import { AllocationTable, type TableLimits } from './allocation/AllocationTable.ts';
import type { FiveTuple } from './allocation/FiveTuple.ts';
import { Reservations } from './allocation/Reservations.ts';
import type { Holding, Siblings } from './allocation/Siblings.ts';
import type { Relays } from './allocation/ports.ts';
import type { Clock } from './Clock.ts';
import type { Address } from './ip.ts';
import type { KeyPair } from './net/KeyPair.ts';
import { StreamListener, type StreamListenerOptions } from './net/StreamListener.ts';
import { UdpListener } from './net/UdpListener.ts';
import { UdpRelays, type RelayOptions } from './net/UdpRelays.ts';
import { PeerFilter, type PeerFilterOptions } from './peerFilter.ts';
import { Credentials } from './requests/Credentials.ts';
import { Dispatcher } from './requests/Dispatcher.ts';
import { Nonces } from './requests/Nonces.ts';
import { PeerTraffic } from './requests/PeerTraffic.ts';
import type { TurnEvents } from './TurnEvents.ts';

const SWEEP_INTERVAL = 1000;

export interface TurnOptions {
  realm: string;
  secret: string;
  /** In seconds. */
  nonceLifetime: number;
  relay: RelayOptions;
  peers: Omit<PeerFilterOptions, 'hasRelay'>;
  limits: TableLimits &
    AllocationLimits &
    Pick<StreamListenerOptions, 'maxConnections' | 'maxConnectionsPerAddress'> & {
      /** Answers a second to an address that has not authenticated. */
      challengesPerSecond: number;
    };
  lastChannel: number;
  clock: Clock;
  events: TurnEvents;
  /** The other processes of this server, with which it shares its ports. */
  siblings?: Siblings;
}

/** Makes the domain of a server around its relays: all but the sockets for clients. */
export function composeDispatcher(options: TurnOptions, relays: Relays) {
  const { clock, events, limits, siblings } = options;
  const table = new AllocationTable(limits, events, siblings);
  const filter = new PeerFilter({
    ...options.peers,
    hasRelay: (ip, port) =>
      table.findRelayed(ip, port) !== undefined || siblings?.hasRelay(ip, port) === true,
  });
  const reservations = new Reservations(limits.allocations, siblings?.number);
  const rateLimit = new AddressRateLimit(limits.challengesPerSecond);
  const dispatcher = new Dispatcher({
    now: () => clock.now(),
    table,
    reservations,
    siblings,
    relays,
    traffic: new PeerTraffic(table, filter, events, siblings),
    filter,
    credentials: new Credentials(options.realm, options.secret),
    nonces: new Nonces(options.secret, options.nonceLifetime),
    rateLimit,
    limits,
    lastChannel: options.lastChannel,
    events,
  });
  const sweep = () => {
    const now = clock.now();
    table.sweep(now);
    reservations.sweep(now);
    rateLimit.sweep(now);
  };
  return { dispatcher, table, reservations, sweep };
}

export type StreamAddress = Pick<StreamListenerOptions, 'address' | 'tls'>;

export class TurnServer {
  readonly #options: TurnOptions;
  readonly #domain: ReturnType<typeof composeDispatcher>;
  readonly #udp: UdpListener[] = [];
  readonly #streams: StreamListener[] = [];
  readonly #stopSweeping: () => void;
  #listeners = 0;

  constructor(options: TurnOptions) {
    this.#options = options;
    this.#domain = composeDispatcher(options, new UdpRelays(options.relay, options.events));
    this.#stopSweeping = options.clock.every(SWEEP_INTERVAL, () => {
      this.#domain.sweep();
      for (const stream of this.#streams) stream.sweep(options.clock.now());
    });
  }

  get allocations(): number {
    return this.#domain.table.size;
  }

  /** For other processes: all that this one holds. */
  holdings(): Holding[] {
    return this.#domain.table.holdings();
  }

  /** Resolves to the port, which is a free one where 0 was asked for. */
  async listenUdp(address: Address): Promise<number> {
    const { events, siblings } = this.#options;
    const { dispatcher, table } = this.#domain;
    const listener = this.#nextListener;
    siblings?.addDatagramListener(listener);
    const udp = await UdpListener.listen({
      listener,
      address,
      dispatcher,
      events,
      reusePort: siblings !== undefined,
      passOn:
        siblings &&
        ((...packet) => {
          const [, ip, port] = packet;
          return !table.find(listener, ip, port) && siblings.passOn(...packet);
        }),
    });
    this.#udp.push(udp);
    return udp.port;
  }

  /** A packet that came to another process from a client of this one. */
  receiveFromClient({ listener, client: { ip, port } }: FiveTuple, data: Buffer): void {
    this.#udp.find(({ number }) => number === listener)?.receive(data, ip, port);
  }

  /** A packet from a relay of another process to one of this. */
  receiveFromRelay(from: Address, to: Address, data: Buffer): void {
    this.#domain.table.findRelayed(to.ip, to.port)?.receive(from.ip, from.port, data, 0, data.length);
  }

  /** As `listenUdp`, for TCP and TLS. */
  async listenStream(stream: StreamAddress): Promise<number> {
    const { clock, events, limits, siblings } = this.#options;
    const listener = await StreamListener.listen(
      { ...limits, ...stream, listener: this.#nextListener, reusePort: siblings !== undefined },
      { ...this.#domain, events, now: () => clock.now() },
    );
    this.#streams.push(listener);
    return listener.port;
  }

  /** Connections over TLS get another certificate from now on. */
  renewCertificate(pair: KeyPair): void {
    for (const stream of this.#streams) stream.renew(pair);
  }

  async close(): Promise<void> {
    this.#stopSweeping();
    this.#domain.table.closeAll();
    this.#domain.reservations.closeAll();
    for (const listener of this.#udp) listener.close();
    await Promise.all(this.#streams.map((listener) => listener.close()));
  }

  get #nextListener(): number {
    this.#listeners += 1;
    return this.#listeners;
  }
}
