import type { TurnEvents } from '../TurnEvents.ts';
import { AddressMap } from './AddressMap.ts';
import type { Allocation } from './Allocation.ts';
import type { FiveTuple } from './FiveTuple.ts';
import { Quota } from './Quota.ts';

export interface TableLimits {
  allocationsPerUser: number;
  allocations: number;
}

/** An Allocate whose relay is still being opened. */
interface PendingAllocation {
  readonly transactionId: Buffer;
  /** When it is an allocation, or has failed. */
  readonly settled: Promise<void>;
  readonly settle: () => void;
  /** The client went away meanwhile. */
  isCancelled: boolean;
}

/** All allocations, by the 5-tuple of their client and by their relayed addresses. */
export class AllocationTable {
  readonly #byClient = new AddressMap<Allocation>();
  readonly #byRelay = new AddressMap<Allocation>();
  readonly #pending = new AddressMap<PendingAllocation>();
  readonly #quota: Quota;
  readonly #events: TurnEvents;

  constructor(limits: TableLimits, events: TurnEvents) {
    this.#quota = new Quota(limits);
    this.#events = events;
  }

  get size(): number {
    return this.#byClient.size;
  }

  /** By the parts of a 5-tuple, so that a packet needs no object for it. */
  find(listener: number, ip: string, port: number): Allocation | undefined {
    return this.#byClient.get(ip, keyOf(listener, port));
  }

  /** The live allocation at a relayed address. */
  findRelayed(ip: string, port: number): Allocation | undefined {
    return this.#byRelay.get(ip, port);
  }

  pending({ listener, client }: FiveTuple): PendingAllocation | undefined {
    return this.#pending.get(client.ip, keyOf(listener, client.port));
  }

  /** Takes a place in the quotas while a relay is opened, or answers undefined: there is none left. */
  reserve(
    { listener, client }: FiveTuple,
    user: string,
    transactionId: Buffer,
  ): PendingAllocation | undefined {
    if (!this.#quota.take(user)) return undefined;
    // A copy: a view would keep the whole datagram.
    const { promise, resolve } = Promise.withResolvers<void>();
    const pending: PendingAllocation = {
      transactionId: Buffer.from(transactionId),
      settled: promise,
      settle: resolve,
      isCancelled: false,
    };
    this.#pending.set(client.ip, keyOf(listener, client.port), pending);
    return pending;
  }

  /** The place of `reserve` is not needed after all. */
  release(fiveTuple: FiveTuple, user: string): void {
    this.#settle(fiveTuple);
    this.#quota.giveBack(user);
  }

  /** Puts an allocation into the place that was reserved for it. */
  add(allocation: Allocation): void {
    const { listener, client } = allocation.client.fiveTuple;
    this.#byClient.set(client.ip, keyOf(listener, client.port), allocation);
    for (const { address } of allocation.relays) this.#byRelay.set(address.ip, address.port, allocation);
    this.#settle(allocation.client.fiveTuple);
    this.#events.allocated?.();
  }

  /** Closes an allocation, or only its relay of one family where it has another. */
  close(allocation: Allocation, relays = allocation.relays): void {
    for (const relay of relays) {
      this.#byRelay.delete(relay.address.ip, relay.address.port);
      allocation.closeRelay(relay);
    }
    if (allocation.relays.length > 0) return;
    allocation.close();
    const { listener, client } = allocation.client.fiveTuple;
    const key = keyOf(listener, client.port);
    if (this.#byClient.get(client.ip, key) !== allocation) return;
    this.#byClient.delete(client.ip, key);
    this.#quota.giveBack(allocation.user);
    this.#events.allocationClosed?.();
  }

  /** The connection of a client is gone, and its allocation with it. */
  clientGone(fiveTuple: FiveTuple): void {
    const pending = this.pending(fiveTuple);
    if (pending) pending.isCancelled = true;
    const allocation = this.find(fiveTuple.listener, fiveTuple.client.ip, fiveTuple.client.port);
    if (allocation) this.close(allocation);
  }

  /** Closes what has expired. */
  sweep(now: number): void {
    for (const allocation of this.#byClient.values()) {
      if (allocation.expiresAt <= now) this.close(allocation);
      else allocation.sweep(now);
    }
  }

  closeAll(): void {
    for (const pending of this.#pending.values()) pending.isCancelled = true;
    for (const allocation of this.#byClient.values()) this.close(allocation);
  }

  #settle({ listener, client }: FiveTuple): void {
    const key = keyOf(listener, client.port);
    this.#pending.get(client.ip, key)?.settle();
    this.#pending.delete(client.ip, key);
  }
}

function keyOf(listener: number, port: number): number {
  return listener * 65_536 + port;
}
