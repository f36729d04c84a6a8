// Whether the page can be seen at all: not in a background tab, a minimized window, or a locked phone.
import type { Store } from '../call/CallState.ts';
import { useStore } from './useStore.ts';

export const pageVisible: Store<boolean> = {
  get: () => document.visibilityState === 'visible',
  subscribe(listener) {
    document.addEventListener('visibilitychange', listener);
    return () => document.removeEventListener('visibilitychange', listener);
  },
};

export function usePageVisible(): boolean {
  return useStore(pageVisible);
}
