import type { TurnEvents } from '../TurnEvents.ts';
import { AddressMap } from './AddressMap.ts';
import type { Allocation } from './Allocation.ts';
import { listenerAndPort, type FiveTuple } from './FiveTuple.ts';
import { Quota } from './Quota.ts';
import type { Holding, Siblings } from './Siblings.ts';

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
  readonly #siblings: Siblings | undefined;

  /** @param siblings The other processes, where there are some: they are told what is here. */
  constructor(limits: TableLimits, events: TurnEvents, siblings?: Siblings) {
    this.#quota = new Quota(limits, siblings);
    this.#events = events;
    this.#siblings = siblings;
  }

  get size(): number {
    return this.#byClient.size;
  }

  /** By the parts of a 5-tuple, so that a packet needs no object for it. */
  find(listener: number, ip: string, port: number): Allocation | undefined {
    return this.#byClient.get(ip, listenerAndPort(listener, port));
  }

  /** The live allocation at a relayed address. */
  findRelayed(ip: string, port: number): Allocation | undefined {
    return this.#byRelay.get(ip, port);
  }

  /** What other processes have to know of it. */
  holdings(): Holding[] {
    return [...this.#byClient.values()].map(holdingOf);
  }

  pending({ listener, client }: FiveTuple): PendingAllocation | undefined {
    return this.#pending.get(client.ip, listenerAndPort(listener, client.port));
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
    this.#pending.set(client.ip, listenerAndPort(listener, client.port), pending);
    return pending;
  }

  /** The place of `reserve` is not needed after all. */
  release(fiveTuple: FiveTuple, user: string): void {
    this.#settle(fiveTuple);
    this.#quota.giveBack(user);
  }

  /** Puts an allocation into the place that was reserved for it. Resolves when other processes know of it as well. */
  async add(allocation: Allocation): Promise<void> {
    const { listener, client } = allocation.client.fiveTuple;
    this.#byClient.set(client.ip, listenerAndPort(listener, client.port), allocation);
    for (const { address } of allocation.relays) this.#byRelay.set(address.ip, address.port, allocation);
    this.#settle(allocation.client.fiveTuple);
    this.#events.allocated?.();
    await this.#siblings?.tell(holdingOf(allocation));
  }

  /** Closes an allocation, or only its relay of one family where it has another. */
  close(allocation: Allocation, relays = allocation.relays): void {
    for (const relay of relays) {
      this.#byRelay.delete(relay.address.ip, relay.address.port);
      allocation.closeRelay(relay);
    }
    void this.#siblings?.tell(holdingOf(allocation));
    if (allocation.relays.length > 0) return;
    allocation.close();
    const { listener, client } = allocation.client.fiveTuple;
    const key = listenerAndPort(listener, client.port);
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
    const key = listenerAndPort(listener, client.port);
    this.#pending.get(client.ip, key)?.settle();
    this.#pending.delete(client.ip, key);
  }
}

function holdingOf({ client, user, relays }: Allocation): Holding {
  return { ...client.fiveTuple, user, relays: relays.map(({ address }) => address) };
}
