// The operator's page, with a real call on the server.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test as base } from '../harness/fixtures.ts';
import { relayOnly } from '../harness/relayOnly.ts';
import { settled } from '../harness/settled.ts';

const ADMIN_KEY = 'the-key-of-whoever-runs-this-server';

interface OperatorFixtures {
  /** The page, with the key given. */
  operator: Page;
}

const test = base.extend<OperatorFixtures>({
  settings: async ({}, use) => use({ ADMIN_KEY, DIRECT_CALLS: 'false', WORKERS: '1' }),
  operator: async ({ chromium, server }, use) => {
    const context = await chromium.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(`${server.url}/admin`);
    await page.getByLabel('Operator’s key').fill('a wrong key');
    await page.keyboard.press('Enter');
    await expect(page.getByText('That is not the key of this server.')).toBeVisible();
    await page.getByLabel('Operator’s key').fill(ADMIN_KEY);
    await page.keyboard.press('Enter');
    await expect(page.getByText('Takes calls')).toBeVisible();
    await use(page);
    await context.close();
  },
});

async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await settled(page);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  }
}

test('the operator sees who is in which room, by which way and with which bit rates, and takes somebody out', async ({
  operator,
  join,
  roomUrl,
}) => {
  const room = new URL(roomUrl).pathname.slice('/r/'.length);
  const ana = await join('Ana');
  const ben = await join('Ben', { before: relayOnly });
  await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);

  // By the keyboard alone.
  await operator.getByRole('button', { name: room, exact: true }).focus();
  await operator.keyboard.press('Enter');
  const people = operator.getByRole('region', { name: `People in ${room}` });
  const row = (name: string) => people.getByRole('row', { name: new RegExp(`^${name}`) });
  await expect(row('Ana')).toContainText('UDP');
  await expect(row('Ben')).toContainText('Relay');
  await expect(row('Ana')).toContainText(/Camera: [1-9][\d.,]* (kb|Mb)/);
  await expect(operator.getByRole('figure', { name: /^People over the last minutes: now 2/ })).toBeVisible();
  await expect(
    operator.getByRole('figure', { name: /^Going out .*: now [1-9][\d.,]* (kb|Mb)/ }),
  ).toBeVisible();
  await expect(operator.locator('dt:text-is("Allocations") + dd')).not.toHaveText('0');
  await expectAccessible(operator);

  await operator.getByRole('button', { name: 'Remove Ben…' }).click();
  await expectAccessible(operator);
  await operator.getByRole('button', { name: 'Let them stay' }).click();
  await operator.getByRole('button', { name: 'Remove Ben…' }).click();
  await operator.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(operator.getByText('Ben was removed.')).toBeVisible();
  await expect(ben.page.getByRole('heading', { name: 'You were taken out of the call' })).toBeVisible();
  await expect(row('Ben')).toHaveCount(0);
  await expect(row('Ana')).toBeVisible();

  await operator.getByRole('button', { name: `End ${room}…` }).click();
  await operator.getByRole('button', { name: 'End it' }).click();
  await expect(ana.page.getByRole('heading', { name: 'The call is over' })).toBeVisible();
  await expect(operator.getByText('No room is open.')).toBeVisible();
});

test(
  '[DR1] [DR3] [DR4] the server is drained: who comes later is told, and calls go on until the time is over',
  { tag: '@long' },
  async ({ operator, join, server, chromium }) => {
    const ana = await join('Ana');
    await operator.getByRole('button', { name: 'Drain…' }).click();
    await operator.getByRole('button', { name: 'Drain', exact: true }).click();
    await expect(operator.getByText(/^Draining: no new rooms. It ends when 1 room/)).toBeVisible();
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503);

    const context = await chromium.newContext({ locale: 'en-GB' });
    const late = await context.newPage();
    await late.goto(`${server.url}/r/another-room`);
    await late.getByLabel('Your name').fill('Cleo');
    await late.getByRole('button', { name: /^Join/ }).click();
    await expect(late.getByRole('heading', { name: 'No new calls just now' })).toBeVisible();
    const ben = await join('Ben');
    await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);

    await operator.getByRole('button', { name: 'Take new calls again' }).click();
    await expect(operator.getByText('Takes calls')).toBeVisible();
    await late.getByRole('button', { name: 'Try again' }).click();
    await expect(late.getByRole('heading', { name: 'No new calls just now' })).toBeHidden();
    await context.close();

    await operator.getByRole('button', { name: 'Drain…' }).click();
    await operator.getByLabel('Minutes to wait at most').fill('0');
    await operator.getByRole('button', { name: 'Drain', exact: true }).click();
    // The server has ended, and whoever is left does what they do at a restart.
    await expect(operator.getByRole('alert')).toContainText('The server does not answer.');
    await expect(ana.page.getByText('Reconnecting').first()).toBeVisible();
    await server.start();
    await expect(operator.getByRole('alert')).toBeHidden({ timeout: 15_000 });
    await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
  },
);

test('the page fits a phone', { tag: '@long' }, async ({ operator, join }) => {
  await join('Ana');
  await operator.setViewportSize({ width: 360, height: 740 });
  await expect(operator.getByRole('button', { name: /^End / })).toBeVisible();
  const overflow = () =>
    operator.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await overflow()).toBe(0);
  await expectAccessible(operator);
});
