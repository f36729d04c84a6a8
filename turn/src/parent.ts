// The process that started this one, where it left a channel open: it is told how the start went, and this one does
// not outlive it.

/** What it is told, once. */
type News = { name: 'listening' } | { name: 'failed'; problems: readonly string[] };

/** Resolved when it has been told. False: there is nobody to tell. */
export async function tellParent(news: News): Promise<boolean> {
  if (!process.connected) return false;
  return new Promise((resolve) => {
    process.send?.(news, (error: Error | null) => {
      resolve(error === null);
    });
  });
}

/** However it ended: the system closes the channel. */
export function onParentGone(end: () => void): void {
  if (!process.send) return;
  if (process.connected) process.once('disconnect', end);
  else end();
}
