// What somebody sends who means ill, by a socket of their own, and what the others see of it.
import { randomUUID } from 'node:crypto';
import { Bystander } from '../harness/Bystander.ts';
import { expect, test } from '../harness/fixtures.ts';
import type { Person } from '../harness/Person.ts';

test.use({ settings: { DIRECT_CALLS: 'false' } });

const zalgo = 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳';
const names = ['<img src=x onerror="document.title=1">', 'W'.repeat(64), zalgo, '👩‍👩‍👧‍👦🏳️‍🌈 Ida', 'מרים (Host)'];

async function overflowing(person: Person): Promise<boolean> {
  return person.page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
}

test('[JN6] names that try to be more than a name are text in one line, or refused', async ({
  join,
  server,
  roomUrl,
}) => {
  const ana = await join('Ana');
  const guests = [];
  for (const name of names) guests.push(await Bystander.join(server.url, roomUrl, name));
  await ana.button('6 people').click();
  for (const name of names) {
    const tile = ana.tile(name);
    const shown = tile.locator('bdi');
    await expect(shown).toHaveText(name);
    // One line of 20 pixels, and what sticks out of it is cut off.
    expect((await shown.boundingBox())?.height).toBeLessThanOrEqual(24);
    const [pill, place] = await Promise.all([shown.locator('..').boundingBox(), tile.boundingBox()]);
    expect((pill?.x ?? 0) + (pill?.width ?? 0)).toBeLessThanOrEqual((place?.x ?? 0) + (place?.width ?? 0));
    await expect(tile.locator('img')).toHaveCount(0);
    const row = ana.page
      .getByRole('complementary', { name: 'People' })
      .getByRole('listitem')
      .filter({ hasText: name });
    expect((await row.boundingBox())?.height).toBeLessThan(90);
  }
  expect(await overflowing(ana)).toBe(false);

  const guest = await Bystander.connect(server.url);
  for (const name of ['x'.repeat(10_000), 'x'.repeat(65), 'A\u202Ena', '\u200B\u2060', 'A\u200Bna', '']) {
    expect(await guest.enter(roomUrl, name)).toBe('invalid_request');
  }
  expect(await guest.enter(roomUrl, 'Ida')).toBeUndefined();
  await expect(ana.tile('Ida')).toBeVisible();
});

test('[CH8] [LM1] messages that try to be more than text are text, and one of 1 MB ends its author’s socket only', async ({
  join,
  server,
  roomUrl,
}) => {
  const ana = await join('Ana');
  const ben = await join('Ben');
  const guest = await Bystander.join(server.url, roomUrl, 'Guest');
  await ana.button('Chat').click();
  const log = ana.page.getByRole('log', { name: 'Messages' });
  const say = (text: string) => guest.ask('sendMessage', { id: randomUUID(), text });
  const texts = [
    '<script>document.title=1</script><b>bold</b>',
    'javascript:alert(1) http://a.example/"onmouseover=alert(1)',
    zalgo.repeat(20),
    'w'.repeat(3_000),
    'a\u200Fb\u200Bc',
  ];
  for (const text of texts) expect(await say(text)).toBeUndefined();
  await expect(log.getByText('<script>document.title=1</script><b>bold</b>')).toBeVisible();
  await expect(log.locator('script, b, img')).toHaveCount(0);
  for (const href of await log
    .locator('a')
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href))) {
    expect(href).toMatch(/^https?:/);
  }
  const isWide = await log.evaluate((list) => list.scrollWidth > list.clientWidth);
  expect(isWide || (await overflowing(ana))).toBe(false);
  for (const text of ['a\u202Eb', '\u200B', 'a\u0000', 'x'.repeat(4_001)]) {
    expect(await say(text)).toBe('invalid_request');
  }

  // So large that it is not even read to its end.
  guest.send('sendMessage', { id: randomUUID(), text: 'x'.repeat(1024 * 1024) });
  await expect.poll(() => guest.closed?.code).toBe(1009);
  await Promise.all([ana.sees('Ben'), ben.hears('Ana')]);
  await expect(ana.page).toHaveTitle(/^room-/);
});

test(
  '[HD4] [RO1] a hand raised and lowered as fast as it goes, and what only hosts may: refused, and nobody is disturbed',
  { tag: '@long' },
  async ({ join, server, roomUrl }) => {
    const ana = await join('Ana');
    const ben = await join('Ben');
    const guest = await Bystander.join(server.url, roomUrl, 'Guest');
    const hand = ana.tile('Guest').getByTestId('hand');
    const codes: (string | undefined)[] = [];
    for (let n = 0; n < 50; n += 1) {
      codes.push(...(await Promise.all([guest.ask('raiseHand'), guest.ask('lowerHand')])));
    }
    expect(new Set(codes)).toEqual(new Set([undefined, 'too_fast']));
    expect(codes.filter((code) => code === 'too_fast').length).toBeGreaterThan(40);
    expect(guest.closed).toBeUndefined();
    // The last wish was to lower it.
    await expect(hand).toHaveCount(0);
    await Promise.all([ana.sees('Ben'), ana.hears('Ben'), ben.sees('Ana')]);

    const anaId = (await ben.tile('Ana').getAttribute('data-participant-id')) ?? '';
    for (const [method, data] of [
      ['endForAll', {}],
      ['setRules', { locked: true }],
      ['muteAll', {}],
      ['remove', { peerId: anaId }],
      ['setRole', { peerId: anaId, role: 'viewer' }],
      ['muteTrack', { peerId: anaId, trackId: 'microphone' }],
    ] as const) {
      expect(await guest.ask(method, data)).toBe('forbidden');
    }
    await Promise.all([ben.sees('Ana'), ben.hears('Ana')]);
  },
);
