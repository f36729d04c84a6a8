import type { Locator } from '@playwright/test';
import { Bystander } from '../harness/Bystander.ts';
import { expect, test } from '../harness/fixtures.ts';
import type { Person } from '../harness/Person.ts';

test.use({ settings: { DIRECT_CALLS: 'false' } });

const handOf = (person: Person, name: string): Locator => person.tile(name).getByTestId('hand');

test('[HD1] [HD3] hands stand in their order for everybody, also for who comes late and after a lost socket', async ({
  join,
  detour,
  detourUrl,
}) => {
  const ana = await join('Ana');
  const ben = await join('Ben', { url: detourUrl });
  await ben.button('Raise hand').click();
  await expect(ana.page.getByText('Ben raised a hand')).toBeVisible();
  await ana.button('Raise hand').click();
  await expect(handOf(ben, 'Ana')).toContainText('Hand raised, 2nd');

  const cleo = await join('Cleo');
  await expect(handOf(cleo, 'Ben')).toContainText('Hand raised, 1st');
  await expect(handOf(cleo, 'Ana')).toContainText('Hand raised, 2nd');
  await cleo.button('3 people').click();
  const people = cleo.page.getByRole('complementary', { name: 'People' }).getByRole('listitem');
  await expect(people).toContainText(['Ben', 'Ana', 'Cleo (you)']);

  // Lowered while the socket is cut: at once for oneself, and then for the others.
  detour.cut();
  await expect(ben.page.getByText('Reconnecting…')).toBeVisible();
  await expect(handOf(cleo, 'Ben')).toContainText('1st');
  await ben.button('Lower hand').click();
  await expect(handOf(ben, 'Ben')).toHaveCount(0);
  await expect(handOf(ben, 'Ana')).toContainText('1st');
  detour.mend();
  await expect(handOf(cleo, 'Ben')).toHaveCount(0);
  await expect(handOf(cleo, 'Ana')).toContainText('1st');
  await expect(people).toContainText(['Ana', 'Cleo (you)', 'Ben']);
});

test('[HD2] a host lowers the hand of somebody, and nobody else can', async ({ join }) => {
  const ana = await join('Ana');
  const ben = await join('Ben');
  await ben.button('Raise hand').click();
  await ben.button('2 people').click();
  await expect(ben.button('Lower the hand of Ben')).toHaveCount(0);
  await ana.button('2 people').click();
  await ana.button('Lower the hand of Ben').click();
  await expect(handOf(ben, 'Ben')).toHaveCount(0);
  await expect(ben.button('Raise hand')).toBeVisible();
  await expect(handOf(ana, 'Ben')).toHaveCount(0);
});

test('[RS6] a hand is up again when the server comes back', { tag: '@long' }, async ({ join, server }) => {
  const ana = await join('Ana');
  const ben = await join('Ben');
  await ben.button('Raise hand').click();
  await expect(handOf(ana, 'Ben')).toContainText('1st');
  await server.kill();
  await expect(ana.page.getByText('Reconnecting…')).toBeVisible();
  await server.start();
  await expect(ana.page.getByText('Reconnecting…')).toHaveCount(0);
  const cleo = await join('Cleo');
  await expect(handOf(cleo, 'Ben')).toContainText('1st');
});

test(
  '[RC1] a reaction rises over the tile of who made it, is read aloud, and goes',
  { tag: '@long' },
  async ({ join }) => {
    const ana = await join('Ana');
    const ben = await join('Ben');
    await ben.button('React').click();
    await ben.page.getByRole('menuitem', { name: 'Celebration' }).click();
    await expect(ben.tile('Ben').getByText('🎉')).toBeVisible();
    await expect(ana.tile('Ben').getByText('🎉')).toBeVisible();
    await expect(ana.page.getByText('Ben: Celebration')).toBeAttached();
    await expect(ana.tile('Ana').getByText('🎉')).toHaveCount(0);
    await expect(ana.tile('Ben').getByText('🎉')).toHaveCount(0);
  },
);

test(
  '[RC1] what people on another page of the grid show is seen at the edge, with their names',
  { tag: '@long' },
  async ({ join, server, roomUrl }) => {
    const ana = await join('Ana');
    await ana.page.setViewportSize({ width: 360, height: 640 });
    const others: Bystander[] = [];
    for (let n = 0; n < 16; n += 1) others.push(await Bystander.join(server.url, roomUrl));
    await expect(ana.button('Next page')).toBeVisible();
    const near = (await ana.tiles.count()) - 1;
    expect(near).toBeLessThan(others.length - 3);
    for (const other of others) other.react('🎉');
    // Each in one place only: over a tile, or, of the many who have none here, the last three.
    const chips = ana.page.locator('li[data-reaction="🎉"]');
    await expect(chips).toHaveCount(3);
    await expect(chips.first()).toContainText('Bystander');
    await expect(ana.tiles.locator('[data-reaction="🎉"]')).toHaveCount(near);
    await expect(chips).toHaveCount(0);
    for (const other of others) other.leave();
  },
);
