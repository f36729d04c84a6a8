import { randomInt } from 'node:crypto';
import type { Relay, RelayRequest, Relays } from '../allocation/ports.ts';
import { familyOf, type Address, type Family } from '../ip.ts';
import type { TurnEvents } from '../TurnEvents.ts';
import { DatagramSocket } from './DatagramSocket.ts';
import type { InnerPeers } from './InnerPeers.ts';

/** Ports that are tried before a client is told that there is none. */
const maxTries = 40;

export interface RelayAddress {
  /** Of this machine. */
  ip: string;
  /** Under which clients and peers reach it. */
  external: string;
}

export interface RelayOptions {
  addresses: readonly RelayAddress[];
  ports: { from: number; to: number };
  /** Peers that are not reached at the address by which they are named. */
  innerPeers?: InnerPeers | undefined;
}

/** Relayed transport addresses: UDP sockets on random ports of a range, so that none can be guessed. */
export class UdpRelays implements Relays {
  readonly families: ReadonlySet<Family>;
  readonly #addresses: ReadonlyMap<Family, RelayAddress>;
  readonly #ports: RelayOptions['ports'];
  readonly #innerPeers: InnerPeers | undefined;
  readonly #used: Record<Family, Set<number>> = { 4: new Set(), 6: new Set() };
  readonly #events: TurnEvents;

  constructor({ addresses, ports, innerPeers }: RelayOptions, events: TurnEvents) {
    this.#addresses = new Map(addresses.map((address) => [familyOf(address.ip), address]));
    this.families = new Set(this.#addresses.keys());
    this.#ports = ports;
    this.#innerPeers = innerPeers;
    this.#events = events;
  }

  async open({ family, even }: RelayRequest): Promise<Relay[]> {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const drawn = randomInt(this.#ports.from, this.#ports.to + 1);
      const first = even ? drawn - (drawn % 2) : drawn;
      const ports = even === 'pair' ? [first, first + 1] : [first];
      const relays = await this.#openAll(family, ports);
      if (relays) return relays;
    }
    throw new Error('no relay port is free');
  }

  /** All of these ports, or undefined: one of them is taken. */
  async #openAll(family: Family, ports: readonly number[]): Promise<Relay[] | undefined> {
    const used = this.#used[family];
    const { from, to } = this.#ports;
    if (ports.some((port) => port < from || port > to || used.has(port))) return undefined;
    for (const port of ports) used.add(port);
    const results = await Promise.allSettled(ports.map((port) => this.#open(family, port)));
    const relays = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    if (relays.length === ports.length) return relays;
    for (const relay of relays) relay.close();
    for (const port of ports) used.delete(port);
    return undefined;
  }

  async #open(family: Family, port: number): Promise<Relay> {
    const address = this.#addresses.get(family);
    if (!address) throw new Error('no relay address of this family');
    const innerPeers = this.#innerPeers;
    const socket = await DatagramSocket.bind({ ip: address.ip, port }, this.#events, (data, ip, from) => {
      try {
        relay.onPacket(innerPeers ? innerPeers.outside(ip, from) : ip, from, data);
      } catch (error) {
        this.#events.failed?.(error);
      }
    });
    const relay = new UdpRelay({
      socket,
      family,
      address: { ip: address.external, port },
      innerPeers,
      onClose: () => void this.#used[family].delete(port),
    });
    return relay;
  }
}

interface UdpRelayParts {
  socket: DatagramSocket;
  family: Family;
  address: Address;
  innerPeers: InnerPeers | undefined;
  onClose: () => void;
}

class UdpRelay implements Relay {
  readonly family: Family;
  readonly address: Address;
  onPacket: Relay['onPacket'] = () => {};
  readonly #socket: DatagramSocket;
  readonly #innerPeers: InnerPeers | undefined;
  readonly #onClose: () => void;
  #isClosed = false;

  constructor({ socket, family, address, innerPeers, onClose }: UdpRelayParts) {
    this.#socket = socket;
    this.family = family;
    this.address = address;
    this.#innerPeers = innerPeers;
    this.#onClose = onClose;
  }

  send(data: Buffer, start: number, end: number, ip: string, port: number): void {
    this.#socket.send(data, start, end, this.#innerPeers ? this.#innerPeers.inside(ip, port) : ip, port);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#socket.close();
    this.#onClose();
  }
}
