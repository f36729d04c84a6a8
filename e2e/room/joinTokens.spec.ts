// Rooms that are entered by tokens: the link, the lobby's words, the first page.
import { createHmac } from 'node:crypto';
import { expect, test } from '../harness/fixtures.ts';
import { Person } from '../harness/Person.ts';

const secret = 'the secret of the browser tests, long enough';
test.use({ settings: { AUTH: 'token', TOKEN_SECRET: secret } });

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function tokenFor(claims: object, by = secret): string {
  const exp = Math.floor(Date.now() / 1000) + 3_600;
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ room: 'garden', exp, ...claims })}`;
  return `${text}.${createHmac('sha256', by).update(text).digest('base64url')}`;
}

test('[JT1] [JT4] people come in by their links, as what these say, and again after a reload', async ({
  server,
  chromium,
}) => {
  const link = (claims: object) => `${server.url}/r/garden#token=${tokenFor(claims)}`;
  const ben = await Person.join(chromium, link({}), 'Ben');
  const ana = await Person.at(chromium, link({ role: 'host', name: 'Ana Ávila' }), 'Ana Ávila');
  const name = ana.page.getByLabel('Your name');
  await expect(name).toHaveValue('Ana Ávila');
  await expect(name).not.toBeEditable();
  expect(ana.page.url()).toBe(`${server.url}/r/garden`);
  await ana.button('Join').click();
  await ben.sees('Ana Ávila');
  // Ben came first, and leads nothing.
  await ben.button('2 people').click();
  const people = ben.page.getByRole('complementary', { name: 'People' });
  await expect(people.getByRole('listitem').filter({ hasText: 'Ana Ávila' })).toContainText('Host');
  await ana.page.reload();
  await ana.sees('Ben');
  expect(server.log).not.toContain('eyJ');
  await Promise.all([ana.close(), ben.close()]);
});

test('[JT8] the lobby says what is wrong with a link and what to do, in the person’s language', async ({
  server,
  chromium,
}) => {
  const over = Math.floor(Date.now() / 1000) - 60;
  const links: [string, string][] = [
    ['', 'This room opens with a personal link only.'],
    [`#token=${tokenFor({}, 'another secret that is as long as this')}`, 'This link is damaged'],
    [`#token=${tokenFor({ exp: over })}`, 'The time of this link is over.'],
    [`#token=${tokenFor({ nbf: over + 3_600 })}`, 'It is too early'],
    [`#token=${tokenFor({ room: 'terrace' })}`, 'This link is for another room.'],
    [`#token=${'x'.repeat(6_000)}`, 'This link is damaged'],
  ];
  for (const [fragment, words] of links) {
    const page = await chromium.newPage();
    await page.goto(`${server.url}/r/garden${fragment}`);
    await expect(page.getByRole('alert').filter({ hasText: words })).toBeVisible();
    // To try it all the same leads to the same.
    await page.getByLabel('Your name').fill('Ana');
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(page.getByRole('alert').filter({ hasText: words })).toBeVisible();
    // The right link in the same tab opens the room.
    await page.goto(`${server.url}/r/garden#token=${tokenFor({})}`);
    await expect(page.getByRole('alert').filter({ hasText: words })).toHaveCount(0);
    await expect(page.getByText('Nobody is here yet.')).toBeVisible();
    await page.close();
  }
  const context = await chromium.newContext({ locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(`${server.url}/r/garden#token=${tokenFor({ exp: over })}`);
  await expect(page.getByRole('alert').filter({ hasText: '此链接已过期' })).toBeVisible();
  await context.close();
});

test('[JT8] a link whose time is over since the lobby was opened is told when one joins', async ({
  server,
  chromium,
}) => {
  const page = await chromium.newPage();
  // It opened the room when the lobby asked, once.
  await page.route('**/api/rooms/garden', (route) => route.fulfill({ json: { peers: 0 } }), { times: 1 });
  await page.goto(`${server.url}/r/garden#token=${tokenFor({ exp: Math.floor(Date.now() / 1000) - 60 })}`);
  await expect(page.getByText('Nobody is here yet.')).toBeVisible();
  // Nothing but the join can tell from now on.
  await page.route('**/api/rooms/garden', () => undefined);
  await page.getByLabel('Your name').fill('Ana');
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'The time of this link is over.' })).toBeVisible();
  await page.close();
});

test('[JT8] the first page offers no room that nobody could enter, and takes whole links only', async ({
  server,
  chromium,
}) => {
  const page = await chromium.newPage();
  await page.goto(server.url);
  const field = page.getByLabel('Your link');
  await expect(field).toBeVisible();
  await expect(page.getByRole('button', { name: 'New room' })).toHaveCount(0);
  await field.fill('garden');
  await field.press('Enter');
  await expect(page.getByText('Paste the whole link')).toBeVisible();
  await field.fill(`${server.url}/r/garden#token=${tokenFor({ name: 'Cleo' })}`);
  await field.press('Enter');
  await expect(page.getByLabel('Your name')).toHaveValue('Cleo');
  await page.close();
});
