import type { TableLimits } from './AllocationTable.ts';
import type { Siblings } from './Siblings.ts';

/** How many allocations there are, by user and in total (RFC 8656, section 7.2, step 10), in all processes. */
export class Quota {
  readonly #limits: TableLimits;
  readonly #byUser = new Map<string, number>();
  readonly #siblings: Siblings | undefined;
  #total = 0;

  constructor(limits: TableLimits, siblings?: Siblings) {
    this.#limits = limits;
    this.#siblings = siblings;
  }

  take(user: string): boolean {
    const held = this.#byUser.get(user) ?? 0;
    const { allocationsPerUser, allocations } = this.#limits;
    if (held + (this.#siblings?.heldBy(user) ?? 0) >= allocationsPerUser) return false;
    if (this.#total + (this.#siblings?.held ?? 0) >= allocations) return false;
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
