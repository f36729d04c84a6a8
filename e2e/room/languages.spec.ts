import { expect, test } from '../harness/fixtures.ts';
import { Person } from '../harness/Person.ts';

test('the page speaks the language that the browser asks for', async ({ server, chromium }) => {
  const context = await chromium.newContext({ locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(server.url);
  await expect(page.getByRole('heading', { name: '打开链接，即刻入会' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await page.goto(`${server.url}/r/garden`);
  await expect(page.getByRole('button', { name: '加入', exact: true })).toBeVisible();
  await expect(page.getByText('房间里还没有人。')).toBeVisible();
  await context.close();
});

test('the language changes in the middle of a call: nothing begins anew, and it is remembered', async ({
  chromium,
  roomUrl,
  join,
}) => {
  await join('Ben');
  const ana = await Person.join(chromium, roomUrl, 'Ana');
  // Another way of the media brings an element of its own.
  await ana.goes('direct');
  await ana.sees('Ben');
  await ana.pictureOf('Ben').evaluate((video) => video.setAttribute('data-marked', ''));
  await ana.button('More').click();
  await ana.page.getByRole('menuitem', { name: 'Settings' }).click();
  await ana.page.getByRole('tab', { name: 'Language and look' }).click();
  await ana.page.getByRole('combobox', { name: 'Language' }).selectOption({ label: '简体中文' });
  await expect(ana.page.getByRole('dialog', { name: '设置' })).toBeVisible();
  await expect(ana.page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await ana.page.keyboard.press('Escape');
  await expect(ana.button('更多')).toBeFocused();
  await expect(ana.pictureOf('Ben')).toHaveAttribute('data-marked', '');
  await ana.sees('Ben');
  await ana.hears('Ben');
  await ana.page.reload();
  await expect(ana.button('更多')).toBeVisible();
  await ana.sees('Ben');
  await ana.close();
});
