// A minute of a call as people have them, and what its film shows and lets hear of it.
import type { RecordingDetails, RecordingList } from '@parley/protocol';
import { join as pathOf } from 'node:path';
import { installDisguise } from '../harness/disguise.ts';
import { FilmSound, framesOf, type FilmFrame, type Hue, type Patch } from '../harness/filmProbe.ts';
import { poll } from '../harness/poll.ts';
import { choose, decodingErrors, expect, test as base } from '../harness/recordings.ts';

const ADMIN_KEY = 'the-key-of-the-operator';

const test = base.extend({
  settings: async ({ recordings }, use) => {
    await use({
      RECORDING: 'hosts',
      RECORDINGS_DIR: recordings.dir,
      RECORDING_MIN_FREE_MB: '10',
      RECORDING_FILM: 'grid',
      RECORDING_FILM_FORMAT: 'mp4',
      ADMIN_KEY,
    });
  },
});

const people = { Ana: ['red', 440], Ben: ['green', 660], Cleo: ['blue', 880] } as const;
type Name = keyof typeof people;

/** In which part of the time at least somebody is to be seen, and to be heard. On a busy machine a browser may send nothing for seconds. */
const SEEN = 0.9;
const HEARD = 0.85;

/** What is done may be seen so much later, and takes so long itself, in seconds. */
const LATE = 3;

test('a film shows who was there, when and where, and lets them be heard', async ({
  join,
  server,
  roomUrl,
  recordings,
}) => {
  test.setTimeout(360_000);
  const enter = (name: Name) =>
    join(name, { url: `${roomUrl}?disguise=${people[name].join()}`, before: installDisguise });
  const ana = await enter('Ana');
  const ben = await enter('Ben');
  await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
  await choose(ana, 'Record the call');
  await expect(ana.page.getByTestId('recording')).toBeVisible();

  const startedAt = await whenThere('the recording to be listed', async () => {
    const { recordings: all } = await api<RecordingList>('');
    return all[0] && Date.parse(all[0].startedAt);
  });
  const now = () => (Date.now() - startedAt) / 1000;
  /** Until so many seconds are recorded. */
  const until = (seconds: number) =>
    poll(`second ${seconds} of the recording`, () => now() >= seconds, { limit: 120_000 });
  /** What happened, in seconds of the recording. */
  const done = async (act: () => Promise<unknown>): Promise<{ from: number; to: number }> => {
    const from = now();
    await act();
    return { from, to: now() };
  };

  await until(8);
  const muted = await done(() => ana.button('Mute microphone').click());
  await until(14);
  const unmuted = await done(() => ana.button('Unmute microphone').click());
  let cleo = ana;
  const came = await done(async () => {
    cleo = await enter('Cleo');
  });
  await Promise.all([cleo.sees('Ana'), ana.sees('Cleo')]);
  await until(came.to + 5);
  const dark = await done(() => ben.button('Turn camera off').click());
  await until(dark.to + 6);
  const lit = await done(() => ben.button('Turn camera on').click());
  await until(lit.to + 4);
  const shared = await done(() => ana.button('Share screen').click());
  await until(shared.to + 8);
  const unshared = await done(() => ana.button('Stop sharing').click());
  await until(unshared.to + 3);
  const reloaded = await done(async () => {
    await ben.page.reload();
    await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
  });
  await until(reloaded.to + 3);
  const killed = await done(async () => {
    for (const pid of server.workerPids()) process.kill(pid, 'SIGKILL');
    await Promise.all([ana.sees('Ben'), ben.sees('Cleo'), cleo.sees('Ana')]);
  });
  await until(Math.max(60, killed.to + 8));
  const ended = await done(() => choose(ana, 'Stop recording'));

  const { folder, tracks, recordingId } = await recordings.whole();
  const film = await whenThere(
    'the film',
    async () => {
      const details = await api<RecordingDetails>(`/${recordingId}`);
      if (details.film?.state === 'failed')
        throw new Error(`no film: ${details.film.problem}; ${server.log}`);
      return details.film?.file && details.film;
    },
    240_000,
  );
  const path = pathOf(folder, film.file?.file ?? '');

  // Every file of a track is one that ffmpeg decodes without a word.
  for (const { files } of tracks) {
    for (const { file } of files) {
      expect(await decodingErrors(pathOf(folder, file)), file).toBe('');
    }
  }

  const frames = await framesOf(path);
  const sound = await FilmSound.of(path);
  expect(Math.abs(frames.length / 4 - ended.to)).toBeLessThan(LATE);
  expect(Math.abs(sound.duration - frames.length / 4)).toBeLessThan(0.5);

  const during = (from: number, to: number) => frames.filter(({ at }) => at >= from && at <= to);
  const shown = (hue: Hue, from: number, to: number) => shareOf(hue, during(from, to));
  // What somebody does ends a picture a moment before it is done.
  const before = ({ from }: { from: number }) => from - 0.5;
  // Who is there.
  expect(shown('red', 2, before(killed))).toBeGreaterThan(SEEN);
  expect(shown('green', 2, before(dark))).toBeGreaterThan(SEEN);
  expect(shown('blue', 0, came.from)).toBe(0);
  expect(shown('blue', came.to + LATE, before(killed))).toBeGreaterThan(SEEN);
  expect(shown('green', dark.to + LATE, lit.from)).toBe(0);
  expect(shown('green', lit.to + LATE, before(reloaded))).toBeGreaterThan(SEEN);
  expect(shown('yellow', 0, shared.from)).toBe(0);
  expect(shown('yellow', shared.to + LATE, before(unshared))).toBeGreaterThan(SEEN);
  expect(shown('yellow', unshared.to + LATE, ended.to)).toBe(0);
  for (const hue of ['red', 'green', 'blue'] as const) {
    expect(shown(hue, killed.to + LATE, ended.from), `${hue} after the worker’s death`).toBeGreaterThan(SEEN);
  }
  // Where.
  const pair = during(2, before(muted)).find(({ patches: { red, green } }) => red && green);
  expect(pair?.patches.red?.x).toBeLessThan(0.5);
  expect(pair?.patches.green?.x).toBeGreaterThan(0.5);
  expect(spread('red', during(2, came.from))).toBeLessThan(0.02);
  const all = during(came.to + LATE, before(dark));
  expect(all.some((frame) => apart(frame, ['red', 'green', 'blue']))).toBe(true);
  for (const { patches } of during(shared.to + LATE, before(unshared))) {
    expect(patches.yellow?.share ?? 1).toBeGreaterThan(0.4);
    expect(patches.red?.share ?? 0).toBeLessThan(0.2);
  }

  // Who speaks, when: in each quarter of a second.
  const heard = (name: Name, from: number, to: number) => {
    const parts = Array.from({ length: Math.floor((to - from) * 4) }, (_, index) => from + index / 4);
    return parts.filter((at) => sound.amplitude(people[name][1], at) > 0.05).length / parts.length;
  };
  expect(heard('Ana', 2, before(muted))).toBeGreaterThan(HEARD);
  expect(heard('Ana', muted.to + 1, unmuted.from - 0.25)).toBe(0);
  expect(heard('Ana', unmuted.to + 1, before(killed))).toBeGreaterThan(HEARD);
  expect(heard('Ben', 2, before(reloaded))).toBeGreaterThan(HEARD);
  expect(heard('Cleo', 0, came.from)).toBe(0);
  expect(heard('Cleo', came.to + LATE, before(killed))).toBeGreaterThan(HEARD);
  for (const name of ['Ana', 'Ben', 'Cleo'] as const) {
    expect(heard(name, killed.to + LATE, ended.from), `${name} after the worker’s death`).toBeGreaterThan(
      HEARD,
    );
  }
  expect(film.chapters?.map(({ title }) => title).join('\n')).toMatch(/Cleo/);

  // It plays in a browser, from anywhere.
  const { ticket } = await api<RecordingDetails>(`/${recordingId}`);
  const places = await cleo.page.evaluate(
    async (address) => {
      const video = Object.assign(document.createElement('video'), { src: address, muted: true });
      const happens = (event: string) =>
        new Promise<void>((resolve, reject) => {
          video.addEventListener(event, () => resolve(), { once: true });
          video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true });
        });
      await happens('loadedmetadata');
      const found: number[] = [];
      for (const part of [0.75, 0.25, 0.5]) {
        const seeked = happens('seeked');
        video.currentTime = video.duration * part;
        await seeked;
        found.push(video.currentTime / video.duration);
      }
      const moved = happens('timeupdate');
      await video.play();
      await moved;
      return { found, width: video.videoWidth, duration: video.duration };
    },
    `/api/recordings/${recordingId}/files/${film.file?.file}?ticket=${encodeURIComponent(ticket)}`,
  );
  expect(places.found.map((place) => Math.round(place * 100))).toEqual([75, 25, 50]);
  expect(places.width).toBe(1280);
  expect(places.duration * 1000).toBeCloseTo(film.duration ?? 0, -2);

  async function api<Answer>(resource: string): Promise<Answer> {
    const answer = await fetch(`${server.url}/api/recordings${resource}`, {
      headers: { authorization: `Bearer ${ADMIN_KEY}` },
    });
    if (!answer.ok) throw new Error(`${resource}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Answer;
  }
});

/** In which part of the frames a colour is to be seen. */
function shareOf(hue: Hue, frames: readonly FilmFrame[]): number {
  return frames.filter(({ patches }) => (patches[hue]?.share ?? 0) > 0.01).length / frames.length;
}

/** How far a colour moves. */
function spread(hue: Hue, frames: readonly FilmFrame[]): number {
  const xs = frames.flatMap(({ patches }) => patches[hue]?.x ?? []);
  return Math.max(...xs) - Math.min(...xs);
}

/** Whether the colours are all there, each in a place of its own. */
function apart(frame: FilmFrame, wanted: readonly Hue[]): boolean {
  const found = wanted.flatMap((hue) => frame.patches[hue] ?? []);
  const isApart = (one: Patch, other: Patch) => Math.hypot(one.x - other.x, one.y - other.y) > 0.2;
  return (
    found.length === wanted.length &&
    found.every((one, index) => found.slice(index + 1).every((other) => isApart(one, other)))
  );
}

async function whenThere<T>(what: string, ask: () => Promise<T | undefined>, limit = 15_000): Promise<T> {
  let found: T | undefined;
  await poll(
    what,
    async () => {
      found = await ask();
      return found !== undefined;
    },
    { limit, pause: 250 },
  );
  return found as T;
}
