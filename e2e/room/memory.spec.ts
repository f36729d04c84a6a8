import type { Page } from '@playwright/test';
import { expect, test } from '../harness/fixtures.ts';
import { act, decide, knock, openPeople } from '../harness/hosting.ts';
import type { Person } from '../harness/Person.ts';

/** Marks the tile of somebody, to see later whether it is still the same. */
async function markTile(viewer: Person, name: string): Promise<void> {
  await viewer.tile(name).evaluate((tile) => tile.setAttribute('data-mark', 'same'));
}

const isBanned = (page: Page) =>
  expect(page.getByRole('heading', { name: 'You cannot come back to this call' })).toBeVisible();

test('[ME1] after a kill -9 of the server the host is host, the lock holds, and who was banned is refused', async ({
  join,
  chromium,
  server,
  roomUrl,
}) => {
  const ana = await join('Ana');
  const ben = await join('Ben');
  const cleo = await join('Cleo');
  await act(ana, 'Cleo', 'Ban from the call');
  await ana.button('Ban').click();
  await isBanned(cleo.page);
  await decide(ana, 'Lock the room');

  await server.kill();
  await expect(ana.page.getByText('Connection lost. Reconnecting…')).toBeVisible();
  await server.start();
  const dora = await knock(chromium, roomUrl, 'Dora');
  await expect(dora.page.getByText(/^The room is locked: nobody new/)).toBeVisible();
  await cleo.page.reload();
  await cleo.button('Join').click();
  await isBanned(cleo.page);

  await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
  await openPeople(ben);
  await expect(ben.button('Host controls')).toHaveCount(0);
  await decide(ana, 'Lock the room');
  await dora.button('Join').click();
  await expect(ben.tile('Dora')).toBeVisible();
  await dora.close();
});

test('[RS7] a host who reloads the page is where they were, and nobody sees them leave', async ({ join }) => {
  const ana = await join('Ana');
  const ben = await join('Ben');
  await Promise.all([ana.goes('direct'), ben.goes('direct')]);
  await ana.button('Mute microphone').click();
  await ana.button('Raise hand').click();
  await expect(ben.tile('Ana').getByText('Microphone off')).toBeAttached();
  await markTile(ben, 'Ana');

  await ana.page.reload();
  await ana.sees('Ben');
  await ben.sees('Ana');
  await expect(ben.tile('Ana')).toHaveAttribute('data-mark', 'same');
  await expect(ben.tiles).toHaveCount(2);
  await expect(ana.button('Unmute microphone')).toBeVisible();
  await expect(ana.button('Lower hand')).toBeVisible();
  await openPeople(ana);
  await expect(ana.button('Host controls')).toBeVisible();
  await ana.button('Unmute microphone').click();
  await ben.hears('Ana');

  await ana.leave();
  await expect(ben.tiles).toHaveCount(1);
  await ana.page.reload();
  await expect(ana.page.getByLabel('Your name')).toHaveValue('Ana');
});

test('[RS5] a tab that is duplicated does not take the place of the first', async ({ join }) => {
  const ana = await join('Ana');
  const opened = ana.page.waitForEvent('popup');
  await ana.page.evaluate(() => void window.open(location.href));
  const copy = await opened;
  // It has what the first tab keeps.
  expect(await copy.evaluate(() => Object.keys(sessionStorage))).toContainEqual(
    expect.stringMatching(/^parley\.place\./),
  );
  await copy.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(ana.tiles).toHaveCount(2);
  await expect(copy.getByTestId('tile')).toHaveCount(2);
});

test(
  '[MO7] who was banned is refused after a reload, and in another tab',
  { tag: '@long' },
  async ({ join }) => {
    const ana = await join('Ana');
    const ben = await join('Ben');
    await act(ana, 'Ben', 'Ban from the call');
    await ana.button('Ban').click();
    await isBanned(ben.page);
    await ben.page.reload();
    await ben.button('Join').click();
    await isBanned(ben.page);
    const other = await ben.page.context().newPage();
    await other.goto(ben.page.url());
    await other.getByRole('button', { name: 'Join', exact: true }).click();
    await isBanned(other);
    await expect(ana.tiles).toHaveCount(1);
  },
);
