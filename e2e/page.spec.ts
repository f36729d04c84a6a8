import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { gzipSync } from 'node:zlib';
import { expect, test } from './harness/fixtures.ts';
import { Person } from './harness/Person.ts';

test('the lobby needs at most 140 KB of scripts and styles, gzipped, and 250 KB with the room', async ({
  server,
  chromium,
}) => {
  const page = await chromium.newPage();
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    if (!/javascript|css/.test(response.headers()['content-type'] ?? '')) return;
    sizes.push(response.body().then((body) => gzipSync(body).length));
  });
  const room = page.waitForResponse(/\/assets\/Room-.*\.js$/);
  await page.goto(`${server.url}/r/garden`);
  await expect(page.getByLabel('Your name')).toBeVisible();
  const html = await (await page.request.get(page.url())).text();
  const named = [...html.matchAll(/"(\/assets\/[^"]+\.(?:js|css))"/g)].map(([, path]) => server.url + path);
  const first = await Promise.all(
    named.map(async (url) => gzipSync(await (await page.request.get(url)).body()).length),
  );
  expect(first.length).toBeGreaterThan(1);
  expect(sum(first)).toBeLessThan(140_000);
  await room;
  await page.waitForLoadState('networkidle');
  expect(sum(await Promise.all(sizes))).toBeGreaterThan(sum(first));
  expect(sum(await Promise.all(sizes))).toBeLessThan(250_000);
  await page.close();
});

test('a room whose code does not come says so, and has it once the page is loaded again', async ({
  roomUrl,
  chromium,
}) => {
  const ana = await Person.at(chromium, 'about:blank', 'Ana');
  await ana.page.route('**/assets/Room-*.js', (route) => route.abort());
  await ana.page.goto(roomUrl);
  await ana.page.getByLabel('Your name').pressSequentially('Ana');
  await ana.button('Join').click();
  await expect(ana.page.getByRole('heading', { name: 'A part of this page is missing' })).toBeVisible();
  await ana.page.unroute('**/assets/Room-*.js');
  // She had joined already: the page goes on from there.
  await ana.button('Load again').click();
  await expect(ana.tile('Ana')).toBeVisible();
  await ana.close();
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

test.describe('through the server', () => {
  test.use({ settings: { DIRECT_CALLS: 'false' } });

  test('[JN2] from join to media one request is waited for', async ({ join, detour, detourUrl }) => {
    await join('Ana');
    // So long that whatever waits for an answer shows.
    detour.delay = 500;
    const ben = await join('Ben', { url: detourUrl });
    await ben.sees('Ana');
    const frames = await ben.page.evaluate(() => window.parleyProbe.frames);
    const parsed = frames.map(({ sent, text }) => ({
      sent,
      ...(JSON.parse(text) as { id?: number; kind: string; method?: string; data?: unknown }),
    }));
    // These wait for nothing, and nothing waits for them.
    const aside = new Set(['ping', 'setViews']);
    const sent = parsed.filter((frame) => frame.sent && !aside.has(frame.method ?? ''));
    // Ana's tracks came with the answer: nothing was asked for to receive them.
    expect(sent.map(({ method }) => method)).toEqual(['join', 'produce', 'produce']);
    const sentAt = (n: number) => parsed.findIndex((frame) => frame.sent && frame.id === sent[n]?.id);
    const answeredAt = (n: number) =>
      parsed.findIndex((frame) => frame.kind === 'response' && frame.id === sent[n]?.id);
    expect(sentAt(1)).toBeGreaterThan(answeredAt(0));
    // Not answered by then, and perhaps not even now.
    expect(answeredAt(1) === -1 || sentAt(2) < answeredAt(1)).toBe(true);
    const joined = parsed[answeredAt(0)];
    expect(joined?.data).toMatchObject({
      media: { consumers: [{ paused: false }, { paused: false }] },
    });
  });
});

for (const colorScheme of ['dark', 'light'] as const) {
  test(`every screen is accessible, ${colorScheme}`, async ({ chromium, server, roomUrl, join }) => {
    const ana = await Person.at(chromium, 'about:blank', 'Ana');
    // Before there is a page: colours in the middle of a change are no colours of ours.
    await ana.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await ana.page.goto(server.url);
    await expect(ana.button('New room')).toBeVisible();
    await expectAccessible(ana.page);
    await ana.page.goto(roomUrl);
    await expect(ana.page.getByLabel('Your name')).toBeVisible();
    await expectAccessible(ana.page);
    await ana.join();
    await expectAccessible(ana.page);
    await join('Ben');
    await ana.sees('Ben');
    await ana.button('2 people').click();
    await expectAccessible(ana.page);
    await ana.button('Choose microphone and speaker').click();
    await expectAccessible(ana.page);
    await ana.page.keyboard.press('Escape');
    await ana.leave();
    await expectAccessible(ana.page);
    await ana.close();
  });
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(({ id, nodes }) => ({
      id,
      where: nodes.map(({ html, failureSummary }) => [html, failureSummary]),
    })),
  ).toEqual([]);
}

test('nothing is cut off or covered, however large the window is', async ({ join }) => {
  const ana = await join('Ana');
  await join('Ben');
  await join('Cleo');
  await expect(ana.tiles).toHaveCount(3);
  for (const [width, height] of [
    [360, 740],
    // Twice as large on 1280 × 720.
    [640, 360],
    [768, 1024],
    [1440, 900],
  ] as const) {
    await test.step(`${width} × ${height}`, () => expectWhole(ana, width, height));
  }
});

async function expectWhole({ page, tiles }: Person, width: number, height: number): Promise<void> {
  await page.setViewportSize({ width, height });
  const toolbar = page.getByRole('toolbar');
  const areCovered = async () => {
    const [bar, ...boxes] = await Promise.all(
      [toolbar, ...(await tiles.all())].map((part) => part.boundingBox()),
    );
    return boxes.some(
      (box) => !box || !bar || box.x < 0 || box.x + box.width > width || box.y + box.height > bar.y + 1,
    );
  };
  // They move to where they are to be.
  await expect.poll(areCovered).toBe(false);
  for (const tile of await tiles.all()) expect((await tile.boundingBox())?.width).toBeGreaterThan(100);
  for (const button of await toolbar.getByRole('button').all()) {
    const box = await button.boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= width).toBe(true);
    expect(box?.height).toBeGreaterThanOrEqual(44);
  }
  const scrolls = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  expect(scrolls).toBe(false);
}
