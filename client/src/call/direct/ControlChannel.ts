/** What one side of a direct call says of itself. */
export interface SideState {
  /** It plays what comes on this path, and not what comes from the server. */
  readonly plays: boolean;
  /** It means to leave this path as soon as the other way carries everything. */
  readonly ending: boolean;
  /** The other's picture is on its screen. */
  readonly watches: boolean;
}

const initial: SideState = { plays: false, ending: false, watches: true };

/** What of RTCDataChannel is needed. */
export type DataChannel = Pick<RTCDataChannel, 'readyState' | 'send' | 'addEventListener'>;

export interface ControlEvents {
  opened(): void;
  /** The other side said something new of itself. */
  changed(): void;
  closed(): void;
}

/**
 * Where the two sides of a direct call agree on who plays what, whether the server can be reached or not. It beats
 * as well, so that a path on which everybody is muted can be told from a dead one.
 */
export class ControlChannel {
  readonly #channel: DataChannel;
  readonly #events: ControlEvents;
  #own = initial;
  #other = initial;
  #messages = 0;

  constructor(channel: DataChannel, events: ControlEvents) {
    this.#channel = channel;
    this.#events = events;
    channel.addEventListener('open', () => {
      this.#say(this.#own);
      events.opened();
    });
    channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => this.#receive(data));
    channel.addEventListener('close', () => events.closed());
  }

  get other(): SideState {
    return this.#other;
  }

  /** That have come. */
  get messages(): number {
    return this.#messages;
  }

  set(state: SideState): void {
    const names = ['plays', 'ending', 'watches'] as const;
    if (names.every((name) => state[name] === this.#own[name])) return;
    this.#own = state;
    this.#say(state);
  }

  /** Says that this side is there. */
  beat(): void {
    this.#say({});
  }

  #say(message: Partial<SideState>): void {
    if (this.#channel.readyState === 'open') this.#channel.send(JSON.stringify(message));
  }

  #receive(data: unknown): void {
    this.#messages += 1;
    const message = parse(data);
    if (!message) return;
    this.#other = message;
    this.#events.changed();
  }
}

/** It comes from somebody else's browser: anything but a state says only that they are there. */
function parse(data: unknown): SideState | undefined {
  if (typeof data !== 'string' || data.length > 100) return undefined;
  try {
    const { plays, ending, watches } = JSON.parse(data) as Partial<Record<keyof SideState, unknown>>;
    const isState = typeof plays === 'boolean' && typeof ending === 'boolean' && typeof watches === 'boolean';
    return isState ? { plays, ending, watches } : undefined;
  } catch {
    return undefined;
  }
}
