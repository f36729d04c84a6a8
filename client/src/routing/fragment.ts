// What stands behind the `#` of the address: a token that is to be used, and not to be seen.
import type { Store } from '../call/CallState.ts';

export const fragment: Store<string> = {
  get: () => location.hash.slice(1),
  subscribe(listener) {
    window.addEventListener('hashchange', listener);
    return () => window.removeEventListener('hashchange', listener);
  },
};

/** Takes it out of the address bar and of the tab's history. */
export function dropFragment(): void {
  if (location.hash !== '') history.replaceState(history.state, '', location.pathname + location.search);
}
