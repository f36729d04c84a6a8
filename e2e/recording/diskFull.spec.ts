// Recording on a disk that is full for real: a small one of our own, which takes root.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join as pathOf } from 'node:path';
import { readManifest } from '@parley/recorder/manifest';
import { canMount, fillDisk, mountDisk, unmountDisk } from '../../recorder/testing/smallDisk.ts';
import { expect, test as base } from '../harness/fixtures.ts';
import { choose, decodingErrors } from '../harness/recordings.ts';

const test = base.extend<{ disk: string }>({
  disk: async ({}, use) => {
    const disk = mountDisk('40m');
    await use(disk);
    unmountDisk(disk);
  },
  settings: async ({ disk }, use) => {
    await use({ RECORDING: 'hosts', RECORDINGS_DIR: disk, RECORDING_MIN_FREE_MB: '20' });
  },
});

test.describe('a disk of our own', () => {
  test.skip(!canMount, 'to mount a disk takes root');

  test('[RE6] [RG7] a disk that gets full ends the recording, and the call goes on', async ({
    join,
    disk,
    server,
  }) => {
    const ana = await join('Ana');
    const ben = await join('Ben');
    await choose(ana, 'Record the call');
    await expect(ben.page.getByTestId('recording')).toBeVisible();
    const files = (folder: string) =>
      readdirSync(pathOf(disk, folder)).filter((name) => name.endsWith('.webm'));
    await expect
      .poll(() => readdirSync(disk).flatMap(files).length, { timeout: 15_000 })
      .toBeGreaterThanOrEqual(4);
    fillDisk(pathOf(disk, 'filler'));
    const sentence = 'The recording has ended: the server’s disk is full. What was recorded is kept.';
    for (const person of [ana, ben]) {
      await expect(person.page.getByText(sentence)).toBeVisible({ timeout: 15_000 });
      await expect(person.page.getByTestId('recording')).toHaveCount(0);
    }
    await Promise.all([ana.sees('Ben'), ben.sees('Ana'), ana.hears('Ben')]);

    const folder = readdirSync(disk).find((name) => name !== 'filler') ?? '';
    const manifest = readManifest(readFileSync(pathOf(disk, folder, 'manifest.json'), 'utf8'));
    expect(manifest.endCause).toBe('disk');
    expect(manifest.tracks).toHaveLength(4);
    for (const { file, duration } of manifest.tracks.flatMap((track) => track.files)) {
      expect(await decodingErrors(pathOf(disk, folder, file)), file).toBe('');
      expect(duration).toBeGreaterThan(0);
    }

    // As long as it is full, none begins, and the host learns why.
    await choose(ana, 'Record the call');
    await expect(
      ana.page.getByText('The call cannot be recorded: the server’s disk is too full.'),
    ).toBeVisible();
    await expect(ben.page.getByText('This call is being recorded from now on.')).toHaveCount(0);
    rmSync(pathOf(disk, 'filler'));
    await choose(ana, 'Record the call');
    await expect(ben.page.getByTestId('recording')).toBeVisible();
    expect(server.log).not.toContain('failed unexpectedly');
  });
});
