// Devices that go, are taken or forbidden in the middle of a call: it is said, the call goes on, and what was wished for
// comes back by itself as soon as it can.
import type { Page } from '@playwright/test';
import { expect, test } from '../harness/fixtures.ts';
import { installHardware } from '../harness/hardware.ts';
import type { Person } from '../harness/Person.ts';

const said = (person: Person, text: string | RegExp) =>
  person.page.getByRole('status').filter({ hasText: text });

async function openSettings(page: Page, tab: string): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: tab }).click();
}

test('a camera is pulled out and plugged in: the others see initials and hear on, then see again', async ({
  join,
}) => {
  const ana = await join('Ana', { before: installHardware });
  const ben = await join('Ben');
  await Promise.all([ben.sees('Ana'), ben.hears('Ana')]);
  await ana.page.evaluate(() => window.parleyHardware.unplug('fake_device'));
  await expect(said(ana, 'Your camera was unplugged. The others see your initials.')).toBeVisible();
  await expect(ben.pictureOf('Ana')).toHaveAttribute('data-shown', 'false');
  await Promise.all([ben.hears('Ana'), ana.sees('Ben')]);
  await ana.page.evaluate(() => window.parleyHardware.plug('fake_device'));
  await expect(said(ana, 'Your camera was unplugged.')).toHaveCount(0);
  await ben.sees('Ana');
});

test('another program takes camera and microphone: it is said, and they come back as soon as they are free', async ({
  join,
}) => {
  const ana = await join('Ana', { before: installHardware });
  // Whoever was asked once and said yes is not asked again: only then are they tried by themselves.
  await ana.page.context().grantPermissions(['camera', 'microphone']);
  const ben = await join('Ben');
  await Promise.all([ben.sees('Ana'), ben.hears('Ana')]);
  await ana.page.evaluate(() => window.parleyHardware.take('video'));
  await expect(said(ana, 'Your camera is used by another program. Close it there.')).toBeVisible();
  await expect(ben.pictureOf('Ana')).toHaveAttribute('data-shown', 'false');
  await Promise.all([ben.hears('Ana'), ana.sees('Ben')]);
  await ana.page.evaluate(() => window.parleyHardware.take('audio'));
  await expect(said(ana, 'Your microphone is used by another program. Close it there.')).toBeVisible();
  await Promise.all([ben.doesNotHear('Ana'), ana.hears('Ben')]);
  await ana.page.evaluate(() => {
    window.parleyHardware.free('video');
    window.parleyHardware.free('audio');
  });
  await Promise.all([ben.sees('Ana'), ben.hears('Ana')]);
  await expect(said(ana, 'is used by another program.')).toHaveCount(0);
});

test(
  'the permission is withdrawn in the middle of a call, and given again',
  { tag: '@long' },
  async ({ join, server }) => {
    const ana = await join('Ana');
    const ben = await join('Ben');
    await Promise.all([ben.sees('Ana'), ben.hears('Ana')]);
    const cdp = await ana.page.context().newCDPSession(ana.page);
    const { targetInfo } = await cdp.send('Target.getTargetInfo');
    const browser = await ana.page.context().browser()!.newBrowserCDPSession();
    const allow = (setting: 'denied' | 'granted') =>
      browser.send('Browser.setPermission', {
        permission: { name: 'camera' },
        setting,
        origin: server.url,
        ...(targetInfo.browserContextId && { browserContextId: targetInfo.browserContextId }),
      });
    await allow('denied');
    await expect(said(ana, 'This page may not use your camera. Allow it beside the address.')).toBeVisible();
    await expect(ben.pictureOf('Ana')).toHaveAttribute('data-shown', 'false');
    await Promise.all([ben.hears('Ana'), ana.sees('Ben')]);
    await allow('granted');
    await ben.sees('Ana');
  },
);

test(
  'a chosen microphone is pulled out: another one stands in, and it comes back',
  { tag: '@long' },
  async ({ join }) => {
    const ana = await join('Ana', { before: installHardware });
    const ben = await join('Ben');
    await ben.hears('Ana');
    await openSettings(ana.page, 'Devices');
    const microphone = ana.page.getByRole('combobox', { name: 'Microphone' });
    await microphone.selectOption({ label: 'Fake Audio Input 2' });
    await ana.page.keyboard.press('Escape');
    await ben.hears('Ana');
    await ana.page.evaluate(() => window.parleyHardware.unplug('Fake Audio Input 2'));
    await expect(said(ana, /Your microphone is gone\. “Fake .+” is used until it is back\./)).toBeVisible();
    await ben.hears('Ana');
    await ana.page.evaluate(() => window.parleyHardware.plug('Fake Audio Input 2'));
    await expect(said(ana, 'Your microphone is back.')).toBeVisible();
    await ben.hears('Ana');
    await openSettings(ana.page, 'Devices');
    await expect(microphone.locator('option:checked')).toHaveText('Fake Audio Input 2');
  },
);

test(
  'a chosen speaker plays the others, another one while it is gone; the switches of sound reach the track',
  { tag: '@long' },
  async ({ join }) => {
    const ana = await join('Ana', { before: installHardware });
    await join('Ben');
    await ana.hears('Ben');
    await openSettings(ana.page, 'Devices');
    const speaker = ana.page.getByRole('combobox', { name: 'Speaker' });
    await speaker.selectOption({ label: 'Fake Audio Output 2' });
    const chosen = await speaker.inputValue();
    const plays = () =>
      ana.page
        .locator('audio[data-voice-of]')
        .evaluateAll((voices) => voices.map((voice) => (voice as HTMLAudioElement).sinkId));
    await expect.poll(plays).toEqual([chosen]);
    await ana.hears('Ben');
    await ana.page.evaluate(() => window.parleyHardware.unplug('Fake Audio Output 2'));
    await expect.poll(plays).toEqual(['']);
    await ana.page.evaluate(() => window.parleyHardware.plug('Fake Audio Output 2'));
    await expect.poll(plays).toEqual([chosen]);

    await ana.page.getByRole('tab', { name: 'Sound' }).click();
    const sent = () =>
      ana.page.evaluate(() => {
        const senders = window.parleyProbe.connections().flatMap((connection) => connection.getSenders());
        const settings = senders.find(({ track }) => track?.kind === 'audio')?.track?.getSettings();
        const { echoCancellation, noiseSuppression, autoGainControl } = settings ?? {};
        return { echoCancellation, noiseSuppression, autoGainControl };
      });
    const all = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    await expect.poll(sent).toEqual(all);
    await ana.page.getByRole('switch', { name: 'Echo cancellation' }).uncheck();
    await expect.poll(sent).toEqual({ ...all, echoCancellation: false });
    await ana.page.getByRole('switch', { name: 'Automatic volume' }).uncheck();
    await expect.poll(sent).toEqual({ ...all, echoCancellation: false, autoGainControl: false });
    await ana.page.getByRole('combobox', { name: 'Noise suppression' }).selectOption('off');
    await expect
      .poll(sent)
      .toEqual({ echoCancellation: false, noiseSuppression: false, autoGainControl: false });
  },
);
