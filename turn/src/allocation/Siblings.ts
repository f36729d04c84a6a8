import type { Address } from '../ip.ts';
import { AddressMap } from './AddressMap.ts';
import { listenerAndPort, type FiveTuple } from './FiveTuple.ts';
import type { Trunk } from './ports.ts';

/** An allocation as other processes need to know it. Without relays it is no more. */
export interface Holding {
  readonly listener: number;
  readonly client: Address;
  readonly user: string;
  readonly relays: readonly Address[];
}

/**
 * The other processes of this server, and what they hold: whose client somebody is, at which addresses there are
 * relays, and how much of the quotas is used. They tell it each other as it changes.
 */
export class Siblings {
  /** Of this process; they count from 1. */
  readonly number: number;
  readonly #trunk: Trunk;
  readonly #tell: (holding: Holding) => Promise<void>;
  readonly #byClient = new AddressMap<{ holding: Holding; process: number }>();
  readonly #byRelay = new AddressMap<number>();
  readonly #byUser = new Map<string, number>();
  /** The listeners whose clients can be passed on. A connection cannot. */
  readonly #datagramListeners = new Set<number>();

  constructor(number: number, trunk: Trunk, tell: (holding: Holding) => Promise<void>) {
    this.number = number;
    this.#trunk = trunk;
    this.#tell = tell;
  }

  /** Tells the others what this process holds now. Resolves when all of them know. */
  tell(holding: Holding): Promise<void> {
    return this.#tell(holding);
  }

  addDatagramListener(listener: number): void {
    this.#datagramListeners.add(listener);
  }

  /** What another process tells. */
  hear(process: number, holding: Holding): void {
    const { listener, client } = holding;
    const key = listenerAndPort(listener, client.port);
    const before = this.#byClient.get(client.ip, key);
    if (before && (before.process === process || holding.relays.length > 0)) this.#remove(before.holding);
    if (holding.relays.length === 0) return;
    this.#byClient.set(client.ip, key, { holding, process });
    for (const { ip, port } of holding.relays) this.#byRelay.set(ip, port, process);
    this.#byUser.set(holding.user, this.heldBy(holding.user) + 1);
  }

  /** A process is no more, and nothing that it held. */
  forget(process: number): void {
    for (const held of this.#byClient.values()) {
      if (held.process === process) this.#remove(held.holding);
    }
  }

  /** How many allocations they have. */
  get held(): number {
    return this.#byClient.size;
  }

  heldBy(user: string): number {
    return this.#byUser.get(user) ?? 0;
  }

  hasRelay(ip: string, port: number): boolean {
    return this.#byRelay.get(ip, port) !== undefined;
  }

  /** Hands over a packet whose sender is the client of another process. False: it is not. */
  passOn(listener: number, ip: string, port: number, data: Buffer): boolean {
    const held = this.#byClient.get(ip, listenerAndPort(listener, port));
    if (!held) return false;
    this.#trunk.fromClient(held.process, { listener, client: { ip, port } }, data);
    return true;
  }

  /** Hands over a request to the process that it is for. False: there is none, or its answer would not find back. */
  passOnTo(process: number | undefined, fiveTuple: FiveTuple, data: Buffer): boolean {
    if (process === undefined || process === this.number || !this.#trunk.reaches(process)) return false;
    if (!this.#datagramListeners.has(fiveTuple.listener)) return false;
    this.#trunk.fromClient(process, fiveTuple, data);
    return true;
  }

  /** Sends from a relay of this process to one of another. False: there is none. */
  sendToRelay(from: Address, data: Buffer, start: number, end: number, ip: string, port: number): boolean {
    const process = this.#byRelay.get(ip, port);
    if (process === undefined) return false;
    this.#trunk.fromRelay(process, from, { ip, port }, data.subarray(start, end));
    return true;
  }

  #remove({ listener, client, relays, user }: Holding): void {
    this.#byClient.delete(client.ip, listenerAndPort(listener, client.port));
    for (const { ip, port } of relays) this.#byRelay.delete(ip, port);
    const held = this.heldBy(user);
    if (held > 1) this.#byUser.set(user, held - 1);
    else this.#byUser.delete(user);
  }
}
