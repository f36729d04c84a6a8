import { timing } from '@parley/protocol/constants';
import { remember, remembered } from '../remembered.ts';
import type { InterruptedPlace, KeptPlace, PlaceMemory } from './PlaceMemory.ts';

/** Milliseconds that the browser may take to free the lock of a page that ended without a word. */
const PATIENCE = 500;

interface StoredPlace extends InterruptedPlace {
  /** When the page was there last. */
  readonly at: number;
  /** Whether the page had let go of it when it was stored. */
  readonly isFree: boolean;
  /** Whether the page had a lock, by which others see that it has not. */
  readonly isLocked: boolean;
}

/**
 * The place in the tab's own storage, which a reload finds again: a page that goes away lets go of it. A tab that is
 * duplicated takes along a copy of a place that is not let go of; but so does the next page in a tab whose page ended without
 * a word, as pages do on phones. The lock of such a page is free, and whoever gets it has the place.
 */
export class BrowserPlace implements PlaceMemory {
  readonly #room: string;
  readonly #devices: () => InterruptedPlace['devices'];
  #place: KeptPlace | undefined;
  /** What is held or asked for. */
  #holding: { readonly token: string; readonly isHeld: Promise<boolean> } | undefined;
  #isLocked = false;
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
    const stored = this.#stored;
    if (banned !== undefined || !stored) return banned;
    const { token, isFree, isLocked } = stored;
    if (isFree) return token;
    // Another tab may have it, and nobody knows.
    if (!isLocked) return undefined;
    return this.#hold(token, AbortSignal.timeout(PATIENCE)).then((isHeld) => (isHeld ? token : undefined));
  }

  keep(place: KeptPlace): void {
    this.#place = place;
    this.#watch();
    if (!place.waits) remember(this.#bannedName, undefined);
    void this.#hold(place.token);
    this.#store();
  }

  letGo(): void {
    this.#write({ isFree: true });
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

  readonly #store = (): void => this.#write({ isFree: false });

  #write({ isFree }: { isFree: boolean }): void {
    if (!this.#place) return;
    const stored: StoredPlace = {
      ...this.#place,
      devices: this.#devices(),
      at: Date.now(),
      isFree,
      isLocked: this.#isLocked,
    };
    remember(this.#placeName, JSON.stringify(stored), 'tab');
  }

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
    // Not in every browser.
    const { locks } = navigator as { locks?: LockManager };
    if (!locks) return Promise.resolve(false);
    const released = Promise.withResolvers<void>();
    this.#release = () => {
      this.#holding = undefined;
      this.#isLocked = false;
      released.resolve();
    };
    return new Promise((resolve) => {
      // Chromium gives null where its storage fails.
      const untilReleased = (lock: Lock | null) => {
        resolve(lock !== null);
        if (lock && this.#holding?.token === token) {
          this.#isLocked = true;
          this.#store();
        }
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
  const stored = (value ?? {}) as Partial<Record<keyof StoredPlace, unknown>>;
  const { token, displayName, devices, at } = stored;
  const isKept = typeof token === 'string' && typeof displayName === 'string' && typeof at === 'number';
  const isTold = [stored.waits, stored.isFree, stored.isLocked].every((told) => typeof told === 'boolean');
  return isKept && isTold && typeof devices === 'object' && devices !== null;
}
