import type { Page } from '@playwright/test';

/** Waits until the page has its look: colours on their way from one to the other are none of ours. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const nextFrame = () => new Promise(requestAnimationFrame);
    // They are looked for anew in each frame: one whose element is taken away meanwhile may never say that it is finished.
    const isOnTheWay = ({ effect, playState }: Animation) =>
      playState === 'running' && effect?.getTiming().iterations !== Infinity;
    for (let frame = 0; frame < 3; frame += 1) await nextFrame();
    while (document.getAnimations().some(isOnTheWay)) await nextFrame();
  });
}
