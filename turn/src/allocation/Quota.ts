import type { TableLimits } from './AllocationTable.ts';

/** How many allocations there are, by user and in total (RFC 8656, section 7.2, step 10). */
export class Quota {
  readonly #limits: TableLimits;
  readonly #byUser = new Map<string, number>();
  #total = 0;

  constructor(limits: TableLimits) {
    this.#limits = limits;
  }

  take(user: string): boolean {
    const held = this.#byUser.get(user) ?? 0;
    if (held >= this.#limits.allocationsPerUser || this.#total >= this.#limits.allocations) return false;
    this.#byUser.set(user, held + 1);
    this.#total += 1;
    return true;
  }

  giveBack(user: string): void {
    const held = this.#byUser.get(user) ?? 0;
    if (held > 1) this.#byUser.set(user, held - 1);
    else this.#byUser.delete(user);
    this.#total -= 1;
  }
}
