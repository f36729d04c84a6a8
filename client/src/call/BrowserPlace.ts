import { timing } from '@parley/protocol/constants';
import { remember, remembered } from '../remembered.ts';
import type { InterruptedPlace, KeptPlace, PlaceMemory } from './PlaceMemory.ts';

/** Milliseconds that the page before a reload may take to let go of its place. */
const PATIENCE = 500;

interface StoredPlace extends InterruptedPlace {
  /** When the page was there last. */
  readonly at: number;
}

/**
 * The place in the tab's own storage, which a reload finds again. A tab that is duplicated takes a copy of it along: so
 * whoever has the place holds a lock of the browser, and a copy that cannot have it is of no use.
 */
export class BrowserPlace implements PlaceMemory {
  readonly #room: string;
  readonly #devices: () => InterruptedPlace['devices'];
  #place: KeptPlace | undefined;
  /** What is held or asked for. */
  #holding: { readonly token: string; readonly isHeld: Promise<boolean> } | undefined;
  #watching: AbortController | undefined;
  #release = (): void => {};

  constructor(room: string, devices: () => InterruptedPlace['devices']) {
    this.#room = room;
    this.#devices = devices;
  }

  /** What the tab had just before it was reloaded. A page that is opened anew begins in the lobby. */
  get interrupted(): InterruptedPlace | undefined {
    const [navigation] = performance.getEntriesByType('navigation');
    const stored = this.#stored;
    if (!stored || !navigation || !('type' in navigation) || navigation.type !== 'reload') return undefined;
    return Date.now() - stored.at < timing.resumeGrace ? stored : undefined;
  }

  token(): string | undefined | Promise<string | undefined> {
    const banned = remembered(this.#bannedName);
    const token = this.#stored?.token;
    if (banned !== undefined || token === undefined) return banned;
    return this.#hold(token, AbortSignal.timeout(PATIENCE)).then((isHeld) => (isHeld ? token : undefined));
  }

  keep(place: KeptPlace): void {
    this.#place = place;
    this.#store();
    this.#watch();
    if (!place.waits) remember(this.#bannedName, undefined);
    void this.#hold(place.token);
  }

  letGo(): void {
    this.#store();
    this.#drop();
  }

  forget(): void {
    remember(this.#placeName, undefined, 'tab');
    this.#drop();
  }

  ban(): void {
    const { token } = this.#place ?? this.#stored ?? {};
    if (token !== undefined) remember(this.#bannedName, token);
    this.forget();
  }

  get #placeName(): string {
    return `place.${this.#room}`;
  }

  get #bannedName(): string {
    return `banned.${this.#room}`;
  }

  #drop(): void {
    this.#place = undefined;
    this.#watching?.abort();
    this.#watching = undefined;
    this.#release();
  }

  /** A phone may end a page that is not seen without telling it. */
  #watch(): void {
    this.#watching ??= new AbortController();
    document.addEventListener('visibilitychange', this.#store, this.#watching);
  }

  readonly #store = (): void => {
    if (!this.#place) return;
    const stored: StoredPlace = { ...this.#place, devices: this.#devices(), at: Date.now() };
    remember(this.#placeName, JSON.stringify(stored), 'tab');
  };

  get #stored(): StoredPlace | undefined {
    try {
      const stored: unknown = JSON.parse(remembered(this.#placeName, 'tab') ?? 'null');
      return isStoredPlace(stored) ? stored : undefined;
    } catch {
      return undefined;
    }
  }

  /** Resolves with whether this tab has the place now. */
  #hold(token: string, signal?: AbortSignal): Promise<boolean> {
    if (this.#holding?.token === token) return this.#holding.isHeld;
    this.#release();
    const isHeld = this.#ask(token, signal);
    const holding = { token, isHeld };
    this.#holding = holding;
    void isHeld.then((held) => {
      if (!held && this.#holding === holding) this.#holding = undefined;
    });
    return isHeld;
  }

  /** @param signal Without one it waits for as long as it takes: who is in the call has the place. */
  #ask(token: string, signal: AbortSignal | undefined): Promise<boolean> {
    // Not in every browser: there the later of two tabs takes the place from the earlier, which says so.
    const { locks } = navigator as { locks?: LockManager };
    if (!locks) return Promise.resolve(true);
    const released = Promise.withResolvers<void>();
    this.#release = () => {
      this.#holding = undefined;
      released.resolve();
    };
    return new Promise((resolve) => {
      const untilReleased = () => {
        resolve(true);
        return released.promise;
      };
      locks
        .request(`parley.place ${token}`, signal ? { signal } : {}, untilReleased)
        .catch(() => resolve(false));
    });
  }
}

/** What an older or a newer page has left may look otherwise. */
function isStoredPlace(value: unknown): value is StoredPlace {
  const { token, displayName, waits, devices, at } = (value ?? {}) as Partial<
    Record<keyof StoredPlace, unknown>
  >;
  const isKept = typeof token === 'string' && typeof displayName === 'string' && typeof waits === 'boolean';
  return isKept && typeof at === 'number' && typeof devices === 'object' && devices !== null;
}
