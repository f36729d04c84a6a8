import type { Page } from '@playwright/test';

/** Milliseconds since 1970. */
interface CallTimes {
  clicked?: number;
  seen?: number;
}

/** Runs in the page, before its own scripts or in the lobby: notes the click on “Join”, and the first picture of somebody else. */
export function watchFirstPicture(): void {
  const times: CallTimes = {};
  const now = () => performance.timeOrigin + performance.now();
  Object.assign(window, { callTimes: times });
  document.addEventListener('submit', () => (times.clicked = now()), { capture: true });
  const watched = new WeakSet<HTMLVideoElement>();
  new MutationObserver(() => {
    for (const video of document.querySelectorAll<HTMLVideoElement>(
      '[data-testid="tile"]:not([data-self]) video',
    )) {
      if (watched.has(video)) continue;
      watched.add(video);
      video.requestVideoFrameCallback(() => (times.seen ??= now()));
    }
  }).observe(document, { childList: true, subtree: true });
}

/** What has been noted so far. */
export function callTimesOf(page: Page): Promise<CallTimes> {
  return page.evaluate(() => (window as unknown as { callTimes: CallTimes }).callTimes);
}
