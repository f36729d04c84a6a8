// The page that checks the connection, against a real server with its TURN.
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { expect, test } from '../harness/fixtures.ts';

/** With a context of its own, as axe wants it. */
async function windowOf(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
  return context.newPage();
}

async function open(browser: Browser, url: string): Promise<Page> {
  const page = await windowOf(browser);
  await page.goto(`${url}/check`);
  await expect(page.getByRole('heading', { name: 'Check your connection' })).toBeVisible();
  return page;
}

/** Until it is over. */
async function check(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start the check' }).click();
  await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible({ timeout: 40_000 });
}

const line = (page: Page, title: string) =>
  page.getByRole('listitem').filter({ has: page.getByText(title, { exact: true }) });

/** What it comes to. The report has it too, among other words. */
const verdict = (page: Page, text: string) => page.getByText(text, { exact: true });

test('each way is tried for real, measured, and told in words; no room is made', async ({
  server,
  chromium,
}) => {
  const page = await open(chromium, server.url);
  await check(page);
  await expect(verdict(page, 'Calls work here')).toBeVisible();
  for (const title of ['Camera', 'Microphone', 'WebSocket', 'Socket.IO']) {
    await expect(line(page, title)).toContainText('Works');
  }
  for (const title of ['Directly, over UDP', 'Directly, over TCP', 'By the relay, over UDP']) {
    await expect(line(page, title)).toContainText(/Works.*\d ms there and back.*% lost/);
  }
  await expect(line(page, 'By the relay, over TCP')).toContainText('Works');
  await expect(line(page, 'By the relay, over TLS')).toContainText('Not offered');
  const health = (await (await page.request.get(`${server.url}/healthz`)).json()) as { rooms: number };
  expect(health.rooms).toBe(0);
  await page.context().close();
});

test('the report has what was found and nothing personal', async ({ server, chromium }) => {
  const page = await open(chromium, server.url);
  await check(page);
  const report = await page.getByRole('textbox', { name: 'Report' }).inputValue();
  expect(report).toContain('Calls work here');
  expect(report).toMatch(/Directly, over UDP: Works, \d+ ms there and back/);
  // No address but that of the page, which is a name here.
  expect(report.replace(/Browser: .*/, '')).not.toMatch(/\d+\.\d+\.\d+\.\d+/);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write', 'camera', 'microphone']);
  await page.getByRole('button', { name: 'Copy the report' }).click();
  await expect(page.getByText('Report copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(report);
  await page.context().close();
});

test('a WebSocket that is broken is told, and the rest is found by Socket.IO', async ({
  server,
  chromium,
}) => {
  const page = await windowOf(chromium);
  await page.routeWebSocket(/\/ws$/, (socket) => void socket.close({ code: 1008 }));
  await page.goto(`${server.url}/check`);
  await check(page);
  await expect(line(page, 'WebSocket')).toContainText('Blocked');
  await expect(line(page, 'Directly, over UDP')).toContainText('Works');
  await expect(verdict(page, 'Calls work here')).toBeVisible();
  await page.context().close();
});

test.describe('a server whose media is not where it says', () => {
  // A private address that is nobody's here.
  test.use({ settings: { ANNOUNCED_ADDRESS: '10.254.254.254', TURN_BUNDLED: 'false' } });

  test('is told as a network on which no call works, with what to do', async ({ server, chromium }) => {
    const page = await open(chromium, server.url);
    await check(page);
    await expect(verdict(page, 'Calls do not work on this network')).toBeVisible();
    await expect(line(page, 'Directly, over UDP')).toContainText('Blocked');
    await expect(line(page, 'By the relay, over UDP')).toContainText('Not offered');
    await page.context().close();
  });
});

test(
  'it is found from the first page, used by keys alone, and accessible before and after',
  { tag: '@long' },
  async ({ server, chromium }) => {
    const page = await windowOf(chromium);
    await page.goto(server.url);
    await page.getByRole('link', { name: 'Check your connection' }).click();
    await expect(page).toHaveURL(/\/check$/);
    const accessible = async () => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    };
    await accessible();
    await page.getByRole('button', { name: 'Start the check' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible({ timeout: 40_000 });
    await accessible();
    await page.context().close();
  },
);
