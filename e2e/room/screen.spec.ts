// Shared screens, as the others see and hear them.
import { expect, test } from '../harness/fixtures.ts';
import type { Person } from '../harness/Person.ts';

const sharing = (person: Person) => person.button('Stop sharing');

test('[SH1] a shared screen is large to the others, with its sound, and gone when it ends', async ({
  join,
}) => {
  const ana = await join('Ana');
  const ben = await join('Ben');
  await ana.page.keyboard.press('s');
  await expect(sharing(ana)).toBeVisible();
  await ben.sees('Ana’s screen');
  await ben.hears('Ana’s screen');
  const large = await ben.tile('Ana’s screen').boundingBox();
  const small = await ben.tile('Ana').boundingBox();
  expect(large?.width ?? 0).toBeGreaterThan((small?.width ?? 0) * 3);
  await expect(ana.tile('Your screen')).toBeVisible();
  await ben.sees('Ana');

  await sharing(ana).click();
  await expect(ben.tile('Ana’s screen')).toHaveCount(0);
  await expect(ana.tile('Your screen')).toHaveCount(0);
  await ben.sees('Ana');
});

test('[SH3] who shares in a direct call goes on talking directly', { tag: '@long' }, async ({ join }) => {
  const ana = await join('Ana');
  const ben = await join('Ben');
  await Promise.all([ana.goes('direct'), ben.goes('direct')]);
  await ana.button('Share screen').click();
  await ben.sees('Ana’s screen');
  await Promise.all([ben.sees('Ana'), ben.hears('Ana'), ben.goes('direct')]);
});

test('[SH1] two share at once, and who comes later sees both', { tag: '@long' }, async ({ join }) => {
  const ana = await join('Ana');
  const ben = await join('Ben');
  // Three cameras and two screens are too much for two cores.
  for (const person of [ana, ben]) await person.button('Turn camera off').click();
  await ana.button('Share screen').click();
  await ben.sees('Ana’s screen');
  await ben.button('Share screen').click();
  await ana.sees('Ben’s screen');
  const cy = await join('Cy');
  await cy.sees('Ana’s screen');
  await cy.sees('Ben’s screen');
});

test(
  '[RS2] a share outlives the loss of the signaling, and one that ended meanwhile is gone',
  { tag: '@long' },
  async ({ join, detour, detourUrl }) => {
    const ana = await join('Ana', { url: detourUrl });
    const ben = await join('Ben');
    await ana.button('Share screen').click();
    await ben.sees('Ana’s screen');
    detour.cut();
    await expect(ana.page.getByText('Connection lost. Reconnecting…')).toBeVisible();
    detour.mend();
    await expect(ana.page.getByText('Connection lost. Reconnecting…')).toHaveCount(0);
    await ben.sees('Ana’s screen');
    detour.cut();
    await expect(ana.page.getByText('Connection lost. Reconnecting…')).toBeVisible();
    await sharing(ana).click();
    await expect(ana.button('Share screen')).toBeVisible();
    detour.mend();
    await expect(ben.tile('Ana’s screen')).toHaveCount(0);
  },
);

test(
  '[TR4] the browser’s own bar ends it, and motion takes the place of detail without an end',
  { tag: '@long' },
  async ({ join }) => {
    /** Keeps hold of what is shared, to end it as the browser does. */
    const withEnd = () => {
      const ask = navigator.mediaDevices.getDisplayMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getDisplayMedia = async (options) => {
        const stream = await ask(options);
        const endShare = () => {
          for (const track of stream.getVideoTracks()) {
            track.stop();
            track.dispatchEvent(new Event('ended'));
          }
        };
        Object.assign(window, { endShare });
        return stream;
      };
    };
    const ana = await join('Ana', { before: withEnd });
    const ben = await join('Ben');
    await ana.button('Share screen').click();
    await ben.sees('Ana’s screen');
    await ana.button('Choose what the shared screen is best for').click();
    await ana.page.getByRole('menuitemradio', { name: 'Video and motion' }).click();
    await ben.sees('Ana’s screen');
    await ana.page.evaluate(() => (window as unknown as { endShare(): void }).endShare());
    await expect(ana.button('Share screen')).toBeVisible();
    await expect(ben.tile('Ana’s screen')).toHaveCount(0);
  },
);
