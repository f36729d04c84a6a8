import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock, Log, RoomPlan, RoomPlans } from '../call/ports.ts';
import { replaceFile } from '../replaceFile.ts';
import { planText, readPlan } from './planText.ts';

/** Behind the name of what cannot be read. */
const DAMAGED = '.damaged';

/** Rooms that were made before anybody is in them, each in a file of its own, until they are forgotten or their time is over. */
export class DiskPlans implements RoomPlans {
  readonly #parts: { readonly dir: string; readonly clock: Clock; readonly log: Log };
  readonly #plans = new Map<string, RoomPlan>();

  /** Reads what is there. What cannot be read is put aside, and never keeps the server from starting. */
  constructor(parts: { dir: string; clock: Clock; log: Log }) {
    this.#parts = parts;
    const { dir } = parts;
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    for (const file of readdirSync(dir)) if (file.endsWith('.json')) this.#read(join(dir, file));
  }

  find(name: string): RoomPlan | undefined {
    const plan = this.#plans.get(name);
    if (!plan || (plan.expiresAt ?? Infinity) > this.#parts.clock.now()) return plan;
    this.forget(name);
    return undefined;
  }

  get all(): RoomPlan[] {
    return [...this.#plans.keys()].flatMap((name) => this.find(name) ?? []);
  }

  /** Resolves when it would outlive the server. */
  async keep(plan: RoomPlan): Promise<void> {
    // From now on nobody else can have the name.
    this.#plans.set(plan.name, plan);
    try {
      await replaceFile(this.#pathOf(plan.name), planText(plan));
    } catch (error) {
      if (this.#plans.get(plan.name) === plan) this.#plans.delete(plan.name);
      throw error;
    }
    // Forgotten while it was written.
    if (this.#plans.get(plan.name) !== plan) this.forget(plan.name);
  }

  /** @returns Whether there was one. */
  forget(name: string): boolean {
    rmSync(this.#pathOf(name), { force: true });
    return this.#plans.delete(name);
  }

  #read(path: string): void {
    try {
      const plan = readPlan(readFileSync(path, 'utf8'));
      this.#plans.set(plan.name, plan);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#parts.log.warn({ path, reason }, 'a room that was made cannot be read, and is put aside');
      renameSync(path, path + DAMAGED);
    }
  }

  #pathOf(name: string): string {
    return join(this.#parts.dir, `${createHash('sha256').update(name).digest('hex')}.json`);
  }
}
