// The process that started this one, where it left a channel open: it is told how the start went, and this one does
// not outlive it.

import type { Counts } from './Metrics.ts';

/** What it is told: how the start went, once, and what was counted, whenever it asks. */
type News =
  | { name: 'listening' }
  | { name: 'failed'; problems: readonly string[] }
  | { name: 'counts'; counts: Counts };

/** Resolved when it has been told. False: there is nobody to tell. */
export async function tellParent(news: News): Promise<boolean> {
  if (!process.connected) return false;
  return new Promise((resolve) => {
    process.send?.(news, (error: Error | null) => {
      resolve(error === null);
    });
  });
}

/** Tells the counts to whoever asks for them by the channel. */
export function answerParent(counts: () => Counts): void {
  process.on('message', (command: { name?: unknown } | undefined) => {
    if (command?.name === 'tellCounts') void tellParent({ name: 'counts', counts: counts() });
  });
}

/** However it ended: the system closes the channel. */
export function onParentGone(end: () => void): void {
  if (!process.send) return;
  if (process.connected) process.once('disconnect', end);
  else end();
}
