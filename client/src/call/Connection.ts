import { transition, type ConnectionEvent, type ConnectionState, type Effect } from './connectionMachine.ts';

/** Runs the connection's table: the only writer of its state. */
export class Connection {
  #state: ConnectionState = { name: 'idle' };
  readonly #effects: Readonly<Record<Effect, () => void>>;
  readonly #changed: () => void;
  readonly #queue: ConnectionEvent[] = [];
  #running = false;

  constructor(effects: Readonly<Record<Effect, () => void>>, changed: () => void) {
    this.#effects = effects;
    this.#changed = changed;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Events that effects cause are taken after the effects of the event before. */
  dispatch(event: ConnectionEvent): void {
    this.#queue.push(event);
    if (this.#running) return;
    this.#running = true;
    try {
      for (let next = this.#queue.shift(); next; next = this.#queue.shift()) this.#take(next);
    } finally {
      this.#running = false;
    }
  }

  #take(event: ConnectionEvent): void {
    const { state, effects } = transition(this.#state, event);
    if (state === this.#state) return;
    this.#state = state;
    for (const effect of effects) this.#effects[effect]();
    this.#changed();
  }
}
