// The bridge between the call's stores and React.
import { useCallback, useSyncExternalStore } from 'react';
import type { Store } from '../call/CallState.ts';

/** The store's value now, and a new rendering at each change. */
export function useStore<T>(store: Store<T>): T {
  const subscribe = useCallback((listener: () => void) => store.subscribe(listener), [store]);
  const get = useCallback(() => store.get(), [store]);
  return useSyncExternalStore(subscribe, get);
}
