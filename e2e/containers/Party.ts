import { randomUUID } from 'node:crypto';
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { poll } from '../harness/poll.ts';
import { serverName } from '../lab/addresses.ts';
import type { Carriage } from '../lab/Connection.ts';
import type { Guest } from '../lab/guest.ts';
import { remote, type Remote } from '../lab/remote.ts';
import type { Machine } from './Machine.ts';

const program = fileURLToPath(new URL('../lab/guest.ts', import.meta.url));
const names = ['Ana', 'Ben'] as const;

/**
 * Inside the machine the media sees relays at another address than they have outside, and says so: the browser then calls
 * its end of the way a candidate of its own, of which it does not say that it is relayed. Over UDP no other way has one
 * here.
 */
const seenInside: Carriage = 'TURN/TLS';

/** Two people in a call, each in a browser of their own on the guests' side. */
export class Party implements AsyncDisposable {
  readonly #stack: AsyncDisposableStack;
  readonly guests: readonly Remote<Guest>[];

  private constructor(stack: AsyncDisposableStack, guests: readonly Remote<Guest>[]) {
    this.#stack = stack;
    this.guests = guests;
  }

  /** @throws {Error} when they do not get to see and hear each other. */
  static async meet(machine: Machine): Promise<Party> {
    await using stack = new AsyncDisposableStack();
    const guests = names.map((name) => {
      const stdio = ['ignore', 'pipe', 'pipe', 'ipc'] as const;
      const running = machine.guests.start(process.execPath, [program], { stdio: [...stdio] });
      stack.defer(() => running.stop());
      const guest = remote<Guest>(name, running.process);
      stack.defer(() => guest.close());
      return guest;
    });
    const room = `https://${serverName}/r/${randomUUID()}`;
    await Promise.all(guests.map((guest) => guest.openBrowser('chromium')));
    await Promise.all(guests.map((guest, n) => guest.open(room, names[n] ?? '', { hums: false })));
    for (const guest of guests) await guest.join();
    const party = new Party(stack.move(), guests);
    try {
      await party.seeAndHear();
      return party;
    } catch (error) {
      const ways = await Promise.all(guests.map((guest) => guest.connections().catch(String)));
      await party[Symbol.asyncDispose]();
      throw new Error(`${String(error)}; they are connected so: ${JSON.stringify(ways)}`, { cause: error });
    }
  }

  async seeAndHear(): Promise<void> {
    await Promise.all(this.guests.map((guest, n) => guest.meets(names[1 - n] ?? '')));
  }

  /** Waits until all that they send and receive goes this way. */
  async goesBy(carriage: Carriage): Promise<void> {
    let last: string[] = [];
    await poll(`the media to go by ${carriage}`, async () => {
      const found = await Promise.all(this.guests.map((guest) => guest.connections()));
      last = found
        .flat()
        .map(({ carriage: own, pair }) => (own === 'UDP' && pair.startsWith('prflx') ? seenInside : own));
      return last.length >= 2 && last.every((way) => way === carriage);
    }).catch((error: unknown) => assert.fail(`${String(error)}; it goes by ${last.join(', ')}`));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
  }
}
