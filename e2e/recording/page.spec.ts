// The page of recordings: what a host has recorded is watched, downloaded, given away and deleted.
import { AxeBuilder } from '@axe-core/playwright';
import type { APIRequestContext, Page } from '@playwright/test';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join as pathOf } from 'node:path';
import type { Person } from '../harness/Person.ts';
import { choose, expect, test as base } from '../harness/recordings.ts';
import { settled } from '../harness/settled.ts';

const KEY = 'the-key-of-whoever-runs-this-server';

const test = base.extend({
  settings: async ({ recordings: { dir: RECORDINGS_DIR } }, use) => {
    const settings = { RECORDING: 'hosts', RECORDINGS_DIR, RECORDING_MIN_FREE_MB: '10', ADMIN_KEY: KEY };
    // A film that every Chromium plays.
    await use({ ...settings, RECORDING_FILM_FORMAT: 'webm' });
  },
});

declare global {
  interface Window {
    /** How many notes were played. */
    parleyNotes: number;
  }
}

/** Runs in the page before its own scripts: the person wants no sounds of the room, and what is played is counted. */
function countNotes(): void {
  localStorage.setItem('parley.sounds', 'false');
  window.parleyNotes = 0;
  window.OscillatorNode = class extends OscillatorNode {
    override start(when?: number): void {
      window.parleyNotes += 1;
      super.start(when);
    }
  };
}

const notes = ({ page }: Person): Promise<number> => page.evaluate(() => window.parleyNotes);

/** Goes to the middle of what is in the player, and waits until it goes on from there. */
async function playsFromTheMiddle(page: Page): Promise<void> {
  const video = page.locator('video');
  const duration = () => video.evaluate((element: HTMLVideoElement) => element.duration);
  await expect.poll(duration).toBeGreaterThan(2);
  const middle = (await duration()) / 2;
  await video.evaluate((element: HTMLVideoElement, to) => {
    element.muted = true;
    element.currentTime = to;
    return element.play();
  }, middle);
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime))
    .toBeGreaterThan(middle + 0.2);
  await video.evaluate((element: HTMLVideoElement) => element.pause());
}

async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await settled(page);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  }
}

/** What the API answers to this key or token. */
async function statusOf(request: APIRequestContext, url: string, bearer?: string): Promise<number> {
  const headers = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
  return (await request.get(url, { headers })).status();
}

test('[PG2] [PG3] [PG4] [PG6] [PG7] [PG8] [PG9] a host records a call, watches it, downloads it, gives it away and deletes it', async ({
  join,
  server,
  recordings: { dir },
  chromium,
}) => {
  // A film is made in between, with what the machine has left.
  test.setTimeout(120_000);
  const ana = await join('Ana', { before: countNotes });
  const ben = await join('Ben', { before: countNotes });
  await ben.sees('Ana');
  for (const person of [ana, ben]) expect(await notes(person)).toBe(0);
  await choose(ana, 'Record the call');
  for (const person of [ana, ben]) await expect.poll(() => notes(person)).toBe(3);
  const recording = () => readdirSync(dir).find((name) => /^[\w-]+$/.test(name)) ?? '';
  const folder = () => pathOf(dir, recording());
  const isLarge = (name: string) => name.endsWith('.webm') && statSync(pathOf(folder(), name)).size > 12_000;
  // Some seconds of two voices and two pictures.
  await expect.poll(() => readdirSync(folder()).filter(isLarge).length, { timeout: 20_000 }).toBe(4);
  await choose(ana, 'Stop recording');
  await expect(ana.page.getByText(/You find it on the first page, under Recordings\./)).toBeVisible();
  await ben.leave();
  await ana.leave();

  const { page } = ana;
  await ana.button('Home').click();
  await page.getByRole('link', { name: 'Recordings' }).click();
  const card = page.getByRole('article');
  await expect(card.getByText(/^(Ana and Ben|Ben and Ana)$/)).toBeVisible();
  await expectAccessible(page);
  await card.getByRole('link', { name: /^room-\d+/ }).click();
  await expect(page).toHaveURL(/\/recordings\/[\w-]+$/);
  const recordingId = new URL(page.url()).pathname.split('/').at(-1) ?? '';

  await test.step('a track by itself', async () => {
    await page.getByRole('button', { name: /^Play .*Ben.*Camera/ }).click();
    await playsFromTheMiddle(page);
    await page.getByRole('button', { name: /^Play .*Ana.*Microphone/ }).click();
    await expect(page.getByText('Sound only')).toBeVisible();
    await playsFromTheMiddle(page);
  });

  const save = page.getByRole('link', { name: 'Download the film' });
  await test.step('the film, when it is there', async () => {
    await expect(save).toBeVisible({ timeout: 40_000 });
    await page.getByRole('button', { name: 'Play Film' }).click();
    await expect(page.locator('video')).toBeFocused();
    await playsFromTheMiddle(page);
    await page.getByRole('button', { name: /^0:00/ }).click();
    await expect(page.getByRole('button', { name: /^0:00/ })).toHaveAttribute('aria-current', 'true');
    await expectAccessible(page);
  });

  await test.step('a download, and the rest of one that broke off', async () => {
    const downloading = page.waitForEvent('download');
    await save.click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^room-\d+.*\.webm$/);
    const whole = await readFile(await download.path());
    const address = new URL((await save.getAttribute('href')) ?? '', page.url()).href;
    const head = await page.request.head(address);
    expect(head.headers()['content-length']).toBe(String(whole.length));
    const resumed = await page.request.get(address, {
      headers: { range: 'bytes=1000-', 'if-range': head.headers()['etag'] ?? '' },
    });
    expect(resumed.status()).toBe(206);
    expect((await resumed.body()).equals(whole.subarray(1_000))).toBe(true);
    const none = await page.request.get(address, { headers: { range: `bytes=${whole.length}-` } });
    expect(none.status()).toBe(416);
  });

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await ana.button('Copy link').click();
  await expect(page.getByText('Link copied.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const token = new URL(link).hash.slice(1);

  const stranger = await (await chromium.newContext()).newPage();
  await test.step('somebody else sees nothing of it', async () => {
    await stranger.goto(`${server.url}/recordings`);
    await expect(stranger.getByText('No recordings yet')).toBeVisible();
    await expectAccessible(stranger);
    await stranger.goto(`${server.url}/recordings/${recordingId}`);
    await expect(stranger.getByRole('heading', { name: 'You cannot see this recording' })).toBeVisible();
    const api = `${server.url}/api/recordings`;
    const { request } = stranger;
    expect(await statusOf(request, `${api}/${recordingId}`)).toBe(401);
    expect(await statusOf(request, `${api}/${recordingId}/files/manifest.json`)).toBe(401);
    expect(await statusOf(request, `${api}/another`, token)).toBe(404);
    expect(await statusOf(request, api, token)).toBe(401);
    expect(await statusOf(request, `${api}/${recordingId}`, token)).toBe(200);
  });

  await test.step('until they get the link', async () => {
    await stranger.goto(link);
    await expect(stranger.getByRole('heading', { level: 1, name: /^room-\d+$/ })).toBeVisible();
    await expect(stranger).toHaveURL(`${server.url}/recordings/${recordingId}`);
    await playsFromTheMiddle(stranger);
    await expect(stranger.getByRole('button', { name: 'Copy link' })).toBeVisible();
    await expect(stranger.getByRole('button', { name: 'Delete' })).toHaveCount(0);
    await stranger.reload();
    await expect(stranger.getByRole('link', { name: 'Download the film' })).toBeVisible();
  });

  await test.step('the operator’s key shows all', async () => {
    await stranger.goto(`${server.url}/recordings`);
    await stranger.getByText('All of this server').click();
    await stranger.getByLabel('Operator’s key').fill('a-wrong-key');
    await stranger.getByRole('button', { name: 'Show all' }).click();
    await expect(stranger.getByText('That is not the key of this server.')).toBeVisible();
    await expectAccessible(stranger);
    await stranger.getByLabel('Operator’s key').fill(KEY);
    await stranger.getByRole('button', { name: 'Show all' }).click();
    await expect(stranger.getByRole('heading', { name: 'All recordings of this server' })).toBeVisible();
    await expect(stranger.getByRole('article')).toHaveCount(1);
    await stranger.getByRole('button', { name: 'Forget the key' }).click();
    await expect(stranger.getByRole('heading', { name: 'Known to this browser' })).toBeVisible();
  });

  await test.step('it is deleted, for everybody', async () => {
    await ana.button('Delete').click();
    await expect(page.getByRole('dialog', { name: 'Delete this recording?' })).toBeVisible();
    await page.keyboard.press('Escape');
    expect(existsSync(folder())).toBe(true);
    await ana.button('Delete').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'has been deleted.' })).toBeVisible();
    await expect(page.getByText('No recordings yet')).toBeVisible();
    expect(existsSync(pathOf(dir, recordingId))).toBe(false);
    await stranger.reload();
    await expect(stranger.getByText('It is not on the server any more.')).toBeVisible();
    await stranger.getByRole('button', { name: /^Remove room-\d+/ }).click();
    await expect(stranger.getByRole('heading', { name: 'Recordings', exact: true })).toBeFocused();
    await expect(stranger.getByText('No recordings yet')).toBeVisible();
  });
  await stranger.context().close();
});
