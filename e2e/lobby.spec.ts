import { launchChromium } from './harness/browsers.ts';
import { expect, test } from './harness/fixtures.ts';
import { Person } from './harness/Person.ts';

test('a room is made with one click, and its link lets others in', async ({ server, chromium, join }) => {
  const ana = await Person.at(chromium, server.url, 'Ana');
  await ana.button('New room').click();
  await ana.page.waitForURL(/\/r\/.+/);
  await ana.join();
  const ben = await join('Ben', { url: ana.page.url() });
  await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
  await ana.close();
});

test('the lobby shows the picture, moves the meter, and says who is inside', async ({
  chromium,
  roomUrl,
  join,
}) => {
  const ana = await Person.at(chromium, roomUrl, 'Ana');
  await expect(ana.page.getByText('Nobody is here yet.')).toBeVisible();
  await expect
    .poll(() => ana.page.locator('video').evaluate((video: HTMLVideoElement) => video.videoWidth))
    .toBeGreaterThan(0);
  await join('Ben');
  await expect(ana.page.getByText('One person is inside.')).toBeVisible();
  await ana.close();
});

test('name and devices are remembered', async ({ chromium, roomUrl }) => {
  const ana = await Person.at(chromium, roomUrl, 'Ana');
  const camera = ana.page.getByRole('combobox', { name: 'Camera' });
  await expect(camera.locator('option')).not.toHaveCount(0);
  const labels = await camera.locator('option').allTextContents();
  const last = labels.at(-1) ?? '';
  await camera.selectOption({ label: last });
  await ana.join();
  await ana.leave();
  await ana.page.reload();
  await expect(ana.page.getByLabel('Your name')).toHaveValue('Ana');
  await expect(camera.locator('option:checked')).toHaveText(last);
  await ana.close();
});

test('a name is asked for before joining', async ({ chromium, roomUrl }) => {
  const ana = await Person.at(chromium, roomUrl, 'Ana');
  await ana.button('Join').click();
  await expect(ana.page.getByText('Type your name first')).toBeVisible();
  await expect(ana.page.getByLabel('Your name')).toBeFocused();
  await ana.close();
});

test('refused camera and microphone: it is said, and one can listen and watch', async ({ roomUrl, join }) => {
  const refusing = await launchChromium('refused');
  const ana = await join('Ana');
  const ben = await Person.at(refusing, roomUrl, 'Ben');
  await expect(ben.page.getByText('This page may not use your camera and microphone.')).toBeVisible();
  await ben.page.getByLabel('Your name').pressSequentially('Ben');
  await ben.button('Listen only').click();
  await ben.sees('Ana');
  await ben.hears('Ana');
  await expect(ana.tile('Ben').getByText('Microphone off')).toBeAttached();
  await expect(ana.pictureOf('Ben')).toHaveAttribute('data-shown', 'false');
  await refusing.close();
});

test('no devices at all: it is said, and one can listen and watch', async ({ roomUrl, join }) => {
  const bare = await launchChromium('none');
  await join('Ana');
  const ben = await Person.at(bare, roomUrl, 'Ben');
  await expect(ben.page.getByText('No camera and no microphone were found.')).toBeVisible();
  await ben.page.getByLabel('Your name').pressSequentially('Ben');
  await ben.button('Listen only').click();
  await ben.sees('Ana');
  await bare.close();
});

test('an insecure page says what to do', async ({ server, chromium }) => {
  const context = await chromium.newContext();
  const page = await context.newPage();
  // A name that is not localhost, so that its pages are not secure.
  await page.route('http://parley.test/**', async (route) => {
    const { pathname } = new URL(route.request().url());
    await route.fulfill({ response: await route.fetch({ url: server.url + pathname }) });
  });
  await page.goto('http://parley.test/r/garden');
  await expect(page.getByRole('heading', { name: 'This address is not secure' })).toBeVisible();
  // A font may still be on its way.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await context.close();
});

test('a browser that cannot make calls is told which can', async ({ server, chromium }) => {
  const context = await chromium.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => Reflect.deleteProperty(window, 'RTCPeerConnection'));
  await page.goto(`${server.url}/r/garden`);
  await expect(page.getByRole('heading', { name: 'This browser cannot make calls' })).toBeVisible();
  await context.close();
});

test('a name that is none gets a sentence and a way home', async ({ server, chromium }) => {
  const ana = await Person.at(chromium, `${server.url}/r/%21%21%21`, 'Ana');
  await expect(ana.page.getByRole('heading', { name: 'There can be no such room' })).toBeVisible();
  await ana.close();
});
