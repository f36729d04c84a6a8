// The browser's address as a store, and the ways to change it.
import type { Store } from '../call/CallState.ts';

const listeners = new Set<() => void>();

export const address: Store<string> = {
  get: () => location.pathname + location.search,
  subscribe(listener) {
    listeners.add(listener);
    window.addEventListener('popstate', listener);
    return () => {
      listeners.delete(listener);
      window.removeEventListener('popstate', listener);
    };
  },
};

export function navigate(path: string): void {
  history.pushState(null, '', path);
  for (const listener of listeners) listener();
}

/** Writes the address differently without leaving the screen. */
export function respell(path: string): void {
  if (address.get() !== path) history.replaceState(history.state, '', path);
}
