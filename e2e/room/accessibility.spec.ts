import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../harness/fixtures.ts';
import { decide, openPeople } from '../harness/hosting.ts';
import { Person } from '../harness/Person.ts';

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

const looks = [
  { colorScheme: 'dark', contrast: 'no-preference' },
  { colorScheme: 'light', contrast: 'more' },
] as const;

/** One look is enough, where time is short. */
const tagOf = (look: (typeof looks)[number]) => (look === looks[0] ? [] : ['@long']);

for (const look of looks) {
  test(
    `every dialog and panel is accessible: ${look.colorScheme}, contrast ${look.contrast}`,
    { tag: tagOf(look) },
    async ({ join }) => {
      const { page, button } = await join('Ana').then((ana) => ({
        page: ana.page,
        button: (name: string) => ana.button(name),
      }));
      await page.emulateMedia({ ...look, reducedMotion: 'reduce' });
      await button('More').click();
      await expectAccessible(page);
      await page.getByRole('menuitem', { name: 'Settings' }).click();
      for (const tab of ['Devices', 'Sound', 'Shortcuts', 'Language and look']) {
        await page.getByRole('tab', { name: tab }).click();
        await expectAccessible(page);
      }
      await page.keyboard.press('Escape');
      await button('More').click();
      await page.getByRole('menuitem', { name: 'Invite' }).click();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await button('Chat').click();
      await expectAccessible(page);
    },
  );
}

for (const look of looks) {
  test(
    `what a host has, what is barred, and the door are accessible: ${look.colorScheme}, contrast ${look.contrast}`,
    { tag: tagOf(look) },
    async ({ join, chromium, roomUrl }) => {
      const ana = await join('Ana');
      const ben = await join('Ben');
      for (const { page } of [ana, ben]) await page.emulateMedia({ ...look, reducedMotion: 'reduce' });
      const menus = [ana.button('Change view'), ana.button('Options for Ben'), ana.button('Actions for Ben')];
      await openPeople(ana);
      for (const menu of menus) {
        // Some show with the pointer only.
        await ana.tile('Ben').hover();
        await menu.click();
        await expect(ana.page.getByRole('menu')).toBeVisible();
        await expectAccessible(ana.page);
        await ana.page.keyboard.press('Escape');
      }
      for (const rule of ['Write messages', 'Share their screen', 'Turn their camera on', 'Waiting room']) {
        await decide(ana, rule);
      }
      await ben.button('Chat').click();
      await expect(ben.button('Share screen')).toBeDisabled();
      await expectAccessible(ben.page);
      const cleo = await Person.at(chromium, roomUrl, 'Cleo');
      await cleo.page.emulateMedia({ ...look, reducedMotion: 'reduce' });
      await cleo.page.getByLabel('Your name').pressSequentially('Cleo');
      await cleo.button('Join').click();
      await expect(cleo.page.getByRole('heading', { name: 'Waiting to be let in' })).toBeVisible();
      await expectAccessible(cleo.page);
      await expect(ana.page.getByText('Waiting to be let in')).toBeVisible();
      await ana.button('Host controls').click();
      await ana.page.getByLabel('Passcode').pressSequentially('open sesame');
      await ana.button('Set').click();
      await expectAccessible(ana.page);
      await cleo.page.goto(roomUrl);
      await cleo.page.getByLabel('Passcode').pressSequentially('open');
      await cleo.button('Join').click();
      await expect(cleo.page.getByText('That is not the passcode. Try again.')).toBeVisible();
      await expectAccessible(cleo.page);
      await cleo.close();
    },
  );
}

test('who comes, goes, raises a hand and writes, and a lost connection, is told in a live region; nothing moves for whoever wants it still', async ({
  join,
  detour,
  detourUrl,
}) => {
  const ana = await join('Ana', { url: detourUrl });
  const told = (text: string) => ana.page.getByRole('status').filter({ hasText: text });
  const ben = await join('Ben');
  await expect(told('Ben joined')).toBeVisible();
  await ben.button('Raise hand').click();
  await expect(told('Ben raised a hand')).toBeVisible();
  await ben.button('Chat').click();
  await ben.page.getByRole('textbox', { name: 'Message' }).pressSequentially('hello');
  await ben.page.keyboard.press('Enter');
  await expect(told('Ben: hello')).toBeVisible();
  await ben.leave();
  await expect(told('Ben left')).toBeVisible();
  await ana.page.emulateMedia({ reducedMotion: 'reduce' });
  detour.cut();
  await expect(told('Connection lost. Reconnecting…')).toBeVisible();
  // What says that it is busy would turn all the time.
  const moving = () =>
    ana.page.evaluate(
      () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
    );
  await expect.poll(moving).toBe(0);
  detour.mend();
  await expect(told('Connection lost. Reconnecting…')).toHaveCount(0);
});
