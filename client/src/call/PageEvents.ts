/** What happens to the page and concerns the call. */
export interface PageEvents {
  /** The network is back, or the person looks at the page again: a good time to look after the socket. */
  onWake(listener: () => void): () => void;
  /** The page goes away. */
  onGone(listener: () => void): () => void;
}

export const browserPage: PageEvents = {
  onWake(listener) {
    const visible = () => document.visibilityState === 'visible' && listener();
    globalThis.addEventListener('online', listener);
    document.addEventListener('visibilitychange', visible);
    return () => {
      globalThis.removeEventListener('online', listener);
      document.removeEventListener('visibilitychange', visible);
    };
  },
  onGone(listener) {
    globalThis.addEventListener('pagehide', listener);
    return () => globalThis.removeEventListener('pagehide', listener);
  },
};
