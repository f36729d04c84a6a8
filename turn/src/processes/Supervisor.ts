import type { Clock } from '../Clock.ts';
import type { Log } from '../log.ts';
import { noCounts, sumOf, type Counts } from '../Metrics.ts';
import { StartError } from '../StartError.ts';
import type { FromMember, SiblingAddress, ToMember } from './messages.ts';

/** A process that lived this long did not die of what killed the one before it. Milliseconds. */
const STEADY_LIFE = 10_000;
/** Milliseconds from a death to the next process: at once the first time, then doubling up to the longest. */
const BACKOFF = { first: 500, longest: 30_000 };
/** How often is looked whose time to start has come. */
const LOOK_INTERVAL = 500;

/** A process that was started. */
export interface Child {
  send(message: ToMember): void;
  /** Asks it to end, and resolves when it has. */
  close(): Promise<void>;
}

export interface ChildEvents {
  message(message: FromMember): void;
  /** @param reason How it ended, in words. */
  exit(reason: string): void;
}

export interface SupervisorOptions {
  processes: number;
  /** Starts the process with this number. */
  fork: (number: number, events: ChildEvents) => Child;
  clock: Clock;
  log: Log;
}

type State =
  | { name: 'starting'; child: Child; trunkPort?: number }
  | { name: 'running'; child: Child; trunkPort: number; since: number }
  | { name: 'waiting'; until: number }
  | { name: 'closed' };

interface Slot {
  readonly number: number;
  state: State;
  /** Without a steady life between them. */
  deaths: number;
  counts: Counts;
}

/** Starts the processes of a server, passes on what they tell each other, and replaces one that dies. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #slots: readonly Slot[];
  /** Of the processes that are no more. */
  #past = noCounts();
  #stopLooking: (() => void) | undefined;
  #closed: Promise<void> | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#slots = Array.from({ length: options.processes }, (_, index) => ({
      number: index + 1,
      state: { name: 'closed' },
      deaths: 0,
      counts: noCounts(),
    }));
  }

  /**
   * Resolves when all of them have their ports.
   * @throws {StartError} Then nothing is left running.
   */
  async start(): Promise<void> {
    const [first, ...others] = this.#slots;
    try {
      // What stops the first one stops them all, and is told once.
      if (first) await this.#begin(first);
      await Promise.all(others.map((slot) => this.#begin(slot)));
    } catch (error) {
      await this.close();
      throw error;
    }
    this.#stopLooking = this.#options.clock.every(LOOK_INTERVAL, () => {
      for (const slot of this.#slots) {
        if (slot.state.name === 'waiting' && slot.state.until <= this.#options.clock.now()) this.#again(slot);
      }
    });
  }

  /** What all of them have counted, also those that have died. */
  get counts(): Counts {
    return sumOf([this.#past, ...this.#slots.map(({ counts }) => counts)]);
  }

  /** Resolved when no process is left. Idempotent. */
  close(): Promise<void> {
    this.#stopLooking?.();
    this.#closed ??= Promise.all(
      this.#slots.map(async (slot) => {
        const { state } = slot;
        slot.state = { name: 'closed' };
        if ('child' in state) await state.child.close();
      }),
    ).then(() => {});
    return this.#closed;
  }

  /** Resolves when it listens, and rejects when it ends before. */
  #begin(slot: Slot): Promise<void> {
    const started = Promise.withResolvers<void>();
    const child = this.#options.fork(slot.number, {
      message: (message) => {
        if (!('child' in slot.state) || slot.state.child !== child) return;
        if (message.type === 'listening') started.resolve();
        if (message.type === 'failed') started.reject(new StartError(message.problems));
        this.#receive(slot, message);
      },
      exit: (reason) => {
        started.reject(new Error(`process ${slot.number} of the TURN server ended at its start: ${reason}`));
        if ('child' in slot.state && slot.state.child === child) this.#died(slot, reason);
      },
    });
    slot.state = { name: 'starting', child };
    return started.promise;
  }

  #receive(slot: Slot, message: FromMember): void {
    const { state } = slot;
    if (!('child' in state)) return;
    const process = slot.number;
    switch (message.type) {
      case 'opened': {
        const { trunkPort } = message;
        const siblings = this.#others(slot).map(({ address }) => address);
        state.child.send({ type: 'siblings', siblings });
        this.#tellOthers(slot, { type: 'sibling', sibling: { process, trunkPort } });
        slot.state = { name: 'starting', child: state.child, trunkPort };
        break;
      }
      case 'listening': {
        const { trunkPort = 0, child } = state;
        slot.state = { name: 'running', child, trunkPort, since: this.#options.clock.now() };
        break;
      }
      case 'holdings': {
        const { batch, holdings, to } = message;
        this.#tellOthers(slot, { type: 'holdings', process, batch, holdings }, to);
        break;
      }
      case 'heard':
        this.#tellOthers(slot, { type: 'heard', process, batch: message.batch }, message.to);
        break;
      case 'counts':
        slot.counts = message.counts;
        break;
      case 'failed':
        // At the first start it is told to who has started us.
        if (this.#stopLooking) {
          this.#options.log('error', { process, problems: message.problems }, 'a process cannot start');
        }
        break;
      default:
        message satisfies never;
    }
  }

  #died(slot: Slot, reason: string): void {
    const { clock, log } = this.#options;
    // The first start has failed, which its caller tells.
    if (!this.#stopLooking && slot.state.name === 'starting') {
      slot.state = { name: 'closed' };
      return;
    }
    const isSteady = slot.state.name === 'running' && clock.now() - slot.state.since >= STEADY_LIFE;
    slot.deaths = isSteady ? 1 : slot.deaths + 1;
    const wait = slot.deaths === 1 ? 0 : Math.min(BACKOFF.first * 2 ** (slot.deaths - 2), BACKOFF.longest);
    slot.state = { name: 'waiting', until: clock.now() + wait };
    this.#tellOthers(slot, { type: 'gone', process: slot.number });
    // What it had is no more, what it has counted stays counted. Its death is a failure as well.
    this.#past = sumOf([this.#past, { ...slot.counts, allocations: 0, connections: 0 }]);
    this.#past.failures += 1;
    slot.counts = noCounts();
    log('error', { process: slot.number, reason, again: wait }, 'a process died');
    if (wait === 0 && this.#stopLooking) this.#again(slot);
  }

  #again(slot: Slot): void {
    this.#begin(slot).then(
      () => {
        this.#options.log('info', { process: slot.number }, 'a process runs again');
      },
      // Its end was told, and it is tried again.
      () => {},
    );
  }

  /** The processes beside it that can be told something. */
  #others(slot: Slot): { address: SiblingAddress; child: Child }[] {
    return this.#slots.flatMap(({ number, state }) => {
      if (number === slot.number || !('child' in state) || state.trunkPort === undefined) return [];
      return [{ address: { process: number, trunkPort: state.trunkPort }, child: state.child }];
    });
  }

  #tellOthers(slot: Slot, message: ToMember, only?: number): void {
    for (const { address, child } of this.#others(slot)) {
      if (only === undefined || only === address.process) child.send(message);
    }
  }
}
