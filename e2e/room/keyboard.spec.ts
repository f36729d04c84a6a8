import type { Page } from '@playwright/test';
import { expect, test } from '../harness/fixtures.ts';
import { Person } from '../harness/Person.ts';

/** Presses a key until what is named has the focus, as somebody does who sees where it is. */
async function reach(page: Page, name: string | RegExp, key = 'Tab'): Promise<void> {
  const roles = ['button', 'tab', 'switch'] as const;
  const target = roles
    .map((role) => page.getByRole(role, { name, exact: true }))
    .reduce((one, other) => one.or(other));
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

/** Opens the menu of somebody in the list of people, and goes down in it to what is to be done. */
async function choose(page: Page, name: string, action: string): Promise<void> {
  await reach(page, `Actions for ${name}`);
  await page.keyboard.press('Enter');
  const item = page.getByRole('menuitem', { name: action });
  for (let presses = 0; presses < 10; presses += 1) {
    if (await item.evaluate((one) => one === document.activeElement)) break;
    await page.keyboard.press('ArrowDown');
  }
  await expect(item).toBeFocused();
  await page.keyboard.press('Enter');
}

test('what hosts do, by keyboard alone: a waiting room, letting in, muting, locking, removing', async ({
  join,
  chromium,
  roomUrl,
}) => {
  const ana = await join('Ana');
  const { page } = ana;
  const turnOn = async (rule: string) => {
    await reach(page, 'Host controls');
    await page.keyboard.press('Enter');
    await reach(page, rule);
    await page.keyboard.press(' ');
    await expect(page.getByRole('switch', { name: rule })).toBeChecked();
    await page.keyboard.press('Escape');
    await expect(ana.button('Host controls')).toBeFocused();
  };
  await reach(page, '1 person');
  await page.keyboard.press('Enter');
  await turnOn('Waiting room');
  const ben = await Person.at(chromium, roomUrl, 'Ben');
  await ben.page.getByLabel('Your name').pressSequentially('Ben');
  await ben.page.keyboard.press('Enter');
  await expect(ben.page.getByRole('heading', { name: 'Waiting to be let in' })).toBeFocused();
  await expect(ana.button('Let Ben in')).toBeVisible();
  await reach(page, 'Let Ben in', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await ben.sees('Ana');
  await choose(page, 'Ben', 'Mute');
  await expect(ben.page.getByRole('status').filter({ hasText: 'Ana muted your microphone' })).toBeVisible();
  await turnOn('Lock the room');
  await choose(page, 'Ben', 'Remove from the call');
  await reach(page, 'Remove');
  await page.keyboard.press('Enter');
  await expect(ben.page.getByRole('heading', { name: 'You were taken out of the call' })).toBeFocused();
  await expect(ana.tiles).toHaveCount(1);
  await ben.button('Try again').press('Enter');
  await ben.button('Join').press('Enter');
  await expect(ben.page.getByRole('alert').filter({ hasText: /^The room is locked/ })).toBeVisible();
  await ben.close();
});
