/** What happens to the page and concerns the call. */
export interface PageEvents {
  /** The person looks at the page again: a good time to look after the socket. */
  onWake(listener: () => void): () => void;
  /** The page has another way to the network than before, or may have. */
  onNetworkChange(listener: () => void): () => void;
  /** The page goes away. */
  onGone(listener: () => void): () => void;
}

export const browserPage: PageEvents = {
  onWake(listener) {
    const visible = () => document.visibilityState === 'visible' && listener();
    document.addEventListener('visibilitychange', visible);
    return () => document.removeEventListener('visibilitychange', visible);
  },
  onNetworkChange(listener) {
    const { connection } = navigator as { connection?: EventTarget & { readonly type?: string } };
    let type = connection?.type;
    // Chromium tells of each new estimate of the speed as well.
    const changed = () => {
      if (connection?.type === type) return;
      type = connection?.type;
      listener();
    };
    globalThis.addEventListener('online', listener);
    connection?.addEventListener('change', changed);
    return () => {
      globalThis.removeEventListener('online', listener);
      connection?.removeEventListener('change', changed);
    };
  },
  onGone(listener) {
    globalThis.addEventListener('pagehide', listener);
    return () => globalThis.removeEventListener('pagehide', listener);
  },
};
