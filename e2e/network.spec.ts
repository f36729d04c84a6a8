import { expect, test } from './harness/fixtures.ts';
import { poll } from './harness/poll.ts';

test('[RS1] [RS2] a socket cut for 5 s: the picture keeps moving, and nobody notices', async ({
  join,
  detour,
  detourUrl,
}) => {
  const ana = await join('Ana');
  const ben = await join('Ben', { url: detourUrl });
  await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
  const benTile = await ana.tile('Ben').elementHandle();
  const told = await ana.page.evaluate(() => window.parleyProbe.frames.length);

  detour.cut();
  await expect(ben.page.getByText('Reconnecting…')).toBeVisible();
  const cutAt = Date.now();
  const [seenBefore, shownBefore] = [await ana.framesOf('Ben'), await ben.framesOf('Ana')];
  await poll('five seconds without signaling', () => Date.now() - cutAt > 5_000);
  // 30 frames/s; a busy machine halves them.
  expect((await ana.framesOf('Ben')) - seenBefore).toBeGreaterThan(50);
  expect((await ben.framesOf('Ana')) - shownBefore).toBeGreaterThan(50);
  await ana.hears('Ben');

  detour.mend();
  await expect(ben.page.getByText('Reconnecting…')).toHaveCount(0);
  await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
  await expect(ana.tiles).toHaveCount(2);
  expect(await ana.tile('Ben').evaluate((tile, before) => tile === before, benTile)).toBe(true);
  const news = await ana.page.evaluate(
    (from) => window.parleyProbe.frames.slice(from).filter(({ sent }) => !sent),
    told,
  );
  const methods = news.map(({ text }) => (JSON.parse(text) as { method?: string }).method);
  // Who speaks, and how large Ana is on somebody’s screen, is no news of Ben’s absence.
  const other = new Set(['speakers', 'trackDemand']);
  expect(methods.filter((method) => method && !other.has(method))).toEqual([]);
  // What was wished meanwhile counts again.
  await ben.button('Mute microphone').click();
  await expect(ana.tile('Ben').getByText('Microphone off')).toBeAttached();
});

test('what was muted while the socket was cut is muted for everybody afterwards', async ({
  join,
  detour,
  detourUrl,
}) => {
  const ana = await join('Ana');
  const ben = await join('Ben', { url: detourUrl });
  await ana.hears('Ben');
  detour.cut();
  await expect(ben.page.getByText('Reconnecting…')).toBeVisible();
  await ben.button('Mute microphone').click();
  await ana.doesNotHear('Ben');
  detour.mend();
  await expect(ana.tile('Ben').getByText('Microphone off')).toBeAttached();
});

test('[RS4] after 20 s of absence somebody is gone for everybody', async ({ join, detour, detourUrl }) => {
  const ana = await join('Ana');
  await join('Ben', { url: detourUrl });
  await ana.sees('Ben');
  detour.cut();
  const cutAt = Date.now();
  await expect(ana.tiles).toHaveCount(1, { timeout: 30_000 });
  expect(Date.now() - cutAt).toBeGreaterThan(19_000);
});

test('[CA1] where a proxy breaks WebSockets, one joins by long-polling and has a normal call', async ({
  join,
  detour,
  detourUrl,
}) => {
  detour.breaksUpgrades = true;
  const ana = await join('Ana');
  const ben = await join('Ben', { url: detourUrl });
  await Promise.all([ana.sees('Ben'), ben.sees('Ana'), ana.hears('Ben'), ben.hears('Ana')]);
  expect(await ben.page.evaluate(() => window.parleyProbe.frames)).toEqual([]);
  await ben.button('Mute microphone').click();
  await expect(ana.tile('Ben').getByText('Microphone off')).toBeAttached();
  await ana.button('Turn camera off').click();
  await expect(ben.pictureOf('Ana')).toHaveAttribute('data-shown', 'false');

  detour.cut();
  await expect(ben.page.getByText('Reconnecting…')).toBeVisible();
  detour.mend();
  await expect(ben.page.getByText('Reconnecting…')).toHaveCount(0);
  await expect(ana.tiles).toHaveCount(2);
  await ben.leave();
  await expect(ana.tiles).toHaveCount(1);
});

// Two people who are connected directly would notice nothing of these: see direct.spec.ts.
test.describe('through the server', () => {
  test.use({ settings: { DIRECT_CALLS: 'false' } });

  test('[MD1] a worker that dies takes nobody with it: sound and picture are back within 5 s', async ({
    join,
    server,
  }) => {
    const ana = await join('Ana');
    const ben = await join('Ben');
    await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
    const benTile = await ana.tile('Ben').elementHandle();

    const diedAt = Date.now();
    for (const pid of server.workerPids()) process.kill(pid, 'SIGKILL');
    await poll('the media to be reset', () => server.log.includes('rebuilding the room'));
    await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
    expect(Date.now() - diedAt).toBeLessThan(5_000);

    await expect(ana.tiles).toHaveCount(2);
    expect(await ana.tile('Ben').evaluate((tile, before) => tile === before, benTile)).toBe(true);
  });

  test('a server that dies comes back, and so do they', async ({ join, server }) => {
    const ana = await join('Ana');
    const ben = await join('Ben');
    await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
    const benTile = await ana.tile('Ben').elementHandle();
    await ben.button('Mute microphone').click();

    await server.kill();
    await expect(ana.page.getByText('Reconnecting…')).toBeVisible();
    await server.start();
    const servesAt = Date.now();
    await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
    await ben.hears('Ana');
    expect(Date.now() - servesAt).toBeLessThan(5_000);

    await expect(ana.tiles).toHaveCount(2);
    await expect(ana.tile('Ben').getByText('Microphone off')).toBeAttached();
    expect(await ana.tile('Ben').evaluate((tile, before) => tile === before, benTile)).toBe(true);
  });
});
