import type { Page } from '@playwright/test';
import { expect, test } from '../harness/fixtures.ts';
import { Person } from '../harness/Person.ts';

/** Presses a key until what is named has the focus, as somebody does who sees where it is. */
async function reach(page: Page, name: string | RegExp, key = 'Tab'): Promise<void> {
  const target = page.getByRole('button', { name }).or(page.getByRole('tab', { name }));
  for (let presses = 0; presses < 40; presses += 1) {
    if (await target.evaluateAll((found) => found.some((one) => one === document.activeElement))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${name} cannot be reached by ${key}`);
}

test('the whole way from the first page through a call to its end, by keyboard alone', async ({
  server,
  chromium,
  join,
}) => {
  const ana = await Person.at(chromium, server.url, 'Ana');
  const { page } = ana;
  await reach(page, 'New room');
  await page.keyboard.press('Enter');
  // The field for the name has the focus.
  await expect(page.getByLabel('Your name')).toBeFocused();
  await page.keyboard.type('Ana');
  await page.keyboard.press('Enter');
  await expect(ana.tile('Ana')).toBeVisible();
  const ben = await join('Ben', { url: page.url() });
  await ana.sees('Ben');

  await page.keyboard.press('m');
  await expect(ben.tile('Ana').getByText('Microphone off')).toBeAttached();
  await expect(page).toHaveTitle(/^Muted · /);
  await ben.doesNotHear('Ana');
  await page.keyboard.down(' ');
  await ben.hears('Ana');
  await page.keyboard.up(' ');
  await expect(ben.tile('Ana').getByText('Microphone off')).toBeAttached();

  await page.keyboard.press('?');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await expect(settings).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('tab', { name: 'Shortcuts' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press(' ');
  await expect(page.getByRole('switch', { name: 'Single-key shortcuts' })).not.toBeChecked();
  await page.keyboard.press('Escape');
  await expect(settings).toHaveCount(0);
  await page.keyboard.press('m');
  await expect(ana.button('Unmute microphone')).toBeVisible();

  await reach(page, 'More');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('img', { name: 'The link as a QR code' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'E-mail' })).toHaveAttribute('href', /^mailto:\?subject=/);
  await page.keyboard.press('Escape');
  await expect(ana.button('More')).toBeFocused();

  await reach(page, 'Leave');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'You left' })).toBeFocused();
  await reach(page, 'Come back');
  await ana.close();
});

test('the space bar talks after a click on the switch, and the click is not done again', async ({ join }) => {
  const ana = await join('Ana');
  await ana.button('Mute microphone').click();
  await ana.page.keyboard.down(' ');
  await expect(ana.button('Mute microphone')).toBeVisible();
  await ana.page.keyboard.up(' ');
  await expect(ana.button('Unmute microphone')).toBeVisible();
});
