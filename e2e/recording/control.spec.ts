import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join as pathOf } from 'node:path';
import type { Person } from '../harness/Person.ts';
import { choose, expect, test } from '../harness/recordings.ts';

/** Plays a file in the browser: how large its picture is, how long it is, and whether its time goes on from a place in it. */
async function play(person: Person, path: string) {
  const bytes = readFileSync(path).toString('base64');
  return person.page.evaluate(async (base64) => {
    const video = document.createElement('video');
    const data = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    video.src = URL.createObjectURL(new Blob([data], { type: 'video/webm' }));
    video.muted = true;
    const happens = (event: string) =>
      new Promise<void>((resolve, reject) => {
        video.addEventListener(event, () => resolve(), { once: true });
        video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true });
      });
    await happens('loadedmetadata');
    const { duration, videoWidth: width } = video;
    const seeked = happens('seeked');
    video.currentTime = duration / 2;
    await seeked;
    const from = video.currentTime;
    const moved = happens('ended');
    await video.play();
    await moved;
    return { duration, width, from, to: video.currentTime };
  }, bytes);
}

test('[RG1] [RG2] a host records: everybody is told, also before and on coming in, and the files play', async ({
  join,
  roomUrl,
  recordings,
  chromium,
}) => {
  test.slow();
  const ana = await join('Ana');
  const ben = await join('Ben');
  await choose(ana, 'Record the call');
  for (const person of [ana, ben]) {
    await expect(person.page.getByTestId('recording')).toHaveText('Recording');
    await expect(person.page.getByText('This call is being recorded from now on.')).toBeVisible();
  }
  await ben.button('More').click();
  await expect(ben.page.getByRole('menuitem', { name: 'Stop recording' })).toHaveCount(0);
  await ben.page.keyboard.press('Escape');

  const lobby = await chromium.newPage();
  await lobby.goto(roomUrl);
  await expect(lobby.getByText(/The call is being recorded\./)).toBeVisible();
  await lobby.close();
  const cleo = await join('Cleo');
  await expect(cleo.page.getByText('This call is being recorded.', { exact: true })).toBeVisible();
  await cleo.sees('Ana');
  await ben.button('Mute microphone').click();

  // Long enough for pictures to be there, and for the mute to be a gap.
  const files = () => readdirSync(pathOf(recordings.dir, readdirSync(recordings.dir)[0] ?? ''));
  await expect
    .poll(() => files().filter((name) => name.endsWith('.webm')).length, { timeout: 15_000 })
    .toBe(6);
  await choose(ana, 'Pause recording');
  await expect(cleo.page.getByTestId('recording')).toHaveText('Recording paused');
  await choose(ana, 'Go on recording');
  await expect(cleo.page.getByTestId('recording')).toHaveText('Recording');
  await choose(ana, 'Stop recording');
  await expect(cleo.page.getByTestId('recording')).toHaveCount(0);
  await expect(ben.page.getByText('This call is not recorded any more.')).toBeVisible();

  const { tracks, events, endCause, folder } = await recordings.whole();
  expect(endCause).toBe('stopped');
  const who = events.filter(({ event }) => event === 'joined').map(({ data }) => data['displayName']);
  expect(who).toEqual(['Ana', 'Ben', 'Cleo']);
  expect(tracks.map(({ displayName, source }) => `${displayName} ${source}`).toSorted()).toEqual(
    ['Ana', 'Ben', 'Cleo'].flatMap((name) => [`${name} camera`, `${name} microphone`]),
  );
  // Out of a blob, which the page's own rules would forbid.
  const viewer = await join('Viewer', { before: () => undefined });
  for (const { source, files } of tracks.filter(({ displayName }) => displayName === 'Cleo')) {
    const [file] = files;
    const played = await play(viewer, pathOf(folder, file?.file ?? ''));
    expect(played.duration * 1000).toBeCloseTo(file?.duration ?? 0, -2);
    expect(played.to).toBeGreaterThan(played.from);
    if (source === 'camera') expect(played.width).toBeGreaterThan(0);
  }
});

test(
  '[RG6] [RG11] a recording goes on when its process, the media worker and the server are killed',
  { tag: '@long' },
  async ({ join, server, recordings }) => {
    const ana = await join('Ana');
    const ben = await join('Ben');
    await choose(ana, 'Record the call');
    await expect(ben.page.getByTestId('recording')).toBeVisible();
    const folder = () => pathOf(recordings.dir, readdirSync(recordings.dir)[0] ?? '');
    const files = () => readdirSync(folder());
    /** Of the four tracks, how many files with something in them the one has that has fewest. */
    const fewest = () => {
      const tracks = new Map<string, number>();
      for (const name of files().filter((one) => one.endsWith('.webm'))) {
        if (statSync(pathOf(folder(), name)).size < 1_000) continue;
        const track = name.replace(/-\d+\.webm$/, '');
        tracks.set(track, (tracks.get(track) ?? 0) + 1);
      }
      return tracks.size < 4 ? 0 : Math.min(...tracks.values());
    };
    await expect.poll(fewest, { timeout: 15_000 }).toBeGreaterThanOrEqual(1);
    expect(server.recorderPid).toBeDefined();
    process.kill(server.recorderPid ?? 0, 'SIGKILL');
    await expect.poll(fewest, { timeout: 15_000 }).toBeGreaterThanOrEqual(2);
    for (const pid of server.workerPids()) process.kill(pid, 'SIGKILL');
    await expect.poll(fewest, { timeout: 20_000 }).toBeGreaterThanOrEqual(3);
    await server.kill();
    await server.start();
    await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
    await expect.poll(fewest, { timeout: 20_000 }).toBeGreaterThanOrEqual(4);
    await expect(ana.page.getByTestId('recording')).toHaveText('Recording');
    await choose(ana, 'Stop recording');
    const { tracks } = await recordings.whole();
    expect(tracks).toHaveLength(4);
    for (const track of tracks) {
      expect(track.files.length).toBeGreaterThanOrEqual(4);
      for (const { duration } of track.files) expect(duration).toBeGreaterThan(0);
    }
  },
);
