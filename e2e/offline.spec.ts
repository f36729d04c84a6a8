// What one sees where the server cannot be reached, and what is kept in the browser for it.
import type { Page } from '@playwright/test';
import { expect, test } from './harness/fixtures.ts';
import { Person } from './harness/Person.ts';

/** Until the service worker has all that it needs. */
const isReady = (page: Page) => page.evaluate(async () => void (await navigator.serviceWorker.ready));

for (const [language, title, again] of [
  ['English', 'The call service cannot be reached', 'Try again'],
  ['简体中文', '无法连接到通话服务', '重试'],
] as const) {
  test(`without a network the page says what to do, and comes back with it: ${language}`, async ({
    server,
    roomUrl,
    chromium,
  }) => {
    const ana = await Person.at(chromium, server.url, 'Ana');
    await ana.page.getByRole('combobox').selectOption({ label: language });
    await isReady(ana.page);
    // What the service worker sees of the page is kept, from here on.
    await ana.page.goto(roomUrl);
    await expect(ana.page.getByRole('textbox')).toBeVisible();
    await ana.page.context().setOffline(true);
    await ana.page.reload();
    await expect(ana.page.getByRole('heading', { name: title })).toBeVisible();
    await ana.button(again).click();
    await expect(ana.page.getByRole('heading', { name: title })).toBeVisible();
    // As soon as the device is in the network again, by itself.
    await ana.page.context().setOffline(false);
    await expect(ana.page.getByRole('textbox')).toBeVisible();
    await expect(ana.page).toHaveURL(roomUrl);
    await ana.close();
  });
}

test('a server that is away for a moment is seen to be back, while the network was there all the time', async ({
  server,
  roomUrl,
  chromium,
}) => {
  const ana = await Person.at(chromium, server.url, 'Ana');
  await isReady(ana.page);
  await ana.page.goto(roomUrl);
  await expect(ana.page.getByRole('textbox')).toBeVisible();
  await server.kill();
  await ana.page.reload();
  await expect(ana.page.getByRole('heading', { name: 'The call service cannot be reached' })).toBeVisible();
  await server.start();
  await expect(ana.page.getByRole('textbox')).toBeVisible();
  await expect(ana.page).toHaveURL(roomUrl);
  await ana.close();
});

test('the page itself is always the server’s, and what is kept is what stands under a name of its content', async ({
  server,
  chromium,
}) => {
  const ana = await Person.at(chromium, server.url, 'Ana');
  await isReady(ana.page);
  await ana.page.reload();
  await expect(ana.page.getByRole('heading').first()).toBeVisible();
  const keptPaths = () =>
    ana.page.evaluate(async () => {
      const requests = await (await caches.open('parley')).keys();
      return requests.map(({ url }) => new URL(url).pathname);
    });
  await expect.poll(keptPaths).toContain('/last-page');
  const paths = await keptPaths();
  const others = paths.filter((path) => !path.startsWith('/assets/'));
  expect(others.toSorted()).toEqual(['/icon.svg', '/last-page', '/offline.html']);
  expect(paths.some((path) => path.endsWith('.css'))).toBe(true);
  // Another version of the page: nothing of the one before is left.
  await ana.page.evaluate(async () => {
    const cache = await caches.open('parley');
    await cache.put('/last-page', new Response('an older one'));
    await cache.put('/assets/older.js', new Response(''));
  });
  await ana.page.reload();
  await expect.poll(keptPaths).not.toContain('/assets/older.js');
  const page = await ana.page.evaluate(async () => (await caches.match('/last-page'))?.text());
  expect(page).toContain('<div id="app">');
  await ana.close();
});
