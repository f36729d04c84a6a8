// npm run bench:sync: how far sound and picture of one person are apart in a recording, who flashes and beeps once a second in a
// real browser, and how that changes with time. Argument: for how many seconds (120), or the folder of a recording that was kept.
// Needs ffmpeg. What misses the goal is kept.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readManifest, type Manifest } from '@parley/recorder/manifest';
import { median } from '../../scripts/bench/median.ts';
import { launchChromium } from '../harness/browsers.ts';
import { installFlashesAndBeeps } from '../harness/flashesAndBeeps.ts';
import { ParleyServer } from '../harness/ParleyServer.ts';
import { Person } from '../harness/Person.ts';
import { poll } from '../harness/poll.ts';
import { beepsIn, flashesIn } from './sync/marks.ts';

const [argument = '120'] = process.argv.slice(2);
/** Milliseconds. */
const GOAL = 40;
/** A flash and a beep belong together that are no further apart, in milliseconds. */
const TOGETHER = 400;

/** Of those apart by more than the goal so many are told. */
const MOST_TOLD = 20;

/** In milliseconds. */
interface Pair {
  /** When the flash is in the recording, and by how much the beep is later. */
  readonly at: number;
  readonly offset: number;
  /** How far each of both stands from the page's own second, which begins with the first beep. */
  readonly flash: number;
  readonly beep: number;
}

if (/^\d+$/.test(argument)) {
  const dir = mkdtempSync(join(tmpdir(), 'parley-sync-'));
  const folder = await record(Number(argument), dir);
  const isMet = await judge(folder);
  if (isMet) rmSync(dir, { recursive: true });
  else console.log(`The recording is kept in ${folder}.`);
} else await judge(argument);

/** @returns Its folder. */
async function record(seconds: number, dir: string): Promise<string> {
  const server = await ParleyServer.start({
    RECORDING: 'hosts',
    RECORDINGS_DIR: dir,
    RECORDING_MIN_FREE_MB: '10',
  });
  const browser = await launchChromium();
  try {
    const ana = await Person.join(browser, `${server.url}/r/bench`, 'Ana', installFlashesAndBeeps);
    await choose(ana, 'Record the call');
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    await choose(ana, 'Stop recording');
    const folder = join(dir, readdirSync(dir)[0] ?? '');
    await poll('the recording to be whole', () => wholeManifest(folder) !== undefined);
    return folder;
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** Tells what is in a recording. @returns Whether the goal is met. */
async function judge(folder: string): Promise<boolean> {
  const manifest = wholeManifest(folder);
  if (!manifest) throw new Error(`There is no recording in ${folder} that has ended.`);
  const flashes = await marks(manifest, folder, 'camera');
  const beeps = await marks(manifest, folder, 'microphone');
  console.log(`${flashes.length} flashes and ${beeps.length} beeps`);
  const isMet = report(pairs(flashes, beeps));
  process.exitCode = isMet ? 0 : 1;
  return isMet;
}

async function choose(person: Person, action: string): Promise<void> {
  await person.button('More').click();
  await person.page.getByRole('menuitem', { name: action, exact: true }).click();
}

function wholeManifest(folder: string): Manifest | undefined {
  const path = join(folder, 'manifest.json');
  const manifest = existsSync(path) ? readManifest(readFileSync(path, 'utf8')) : undefined;
  return manifest?.endCause === undefined ? undefined : manifest;
}

/** Of all files of a source, in milliseconds of the recording. */
async function marks(manifest: Manifest, folder: string, source: 'camera' | 'microphone'): Promise<number[]> {
  const find = source === 'camera' ? flashesIn : beepsIn;
  const files = manifest.tracks.filter((track) => track.source === source).flatMap((track) => track.files);
  const found = await Promise.all(
    files.map(async ({ file, at }) => (await find(join(folder, file))).map((time) => at + time)),
  );
  return found.flat();
}

function pairs(flashes: readonly number[], beeps: readonly number[]): Pair[] {
  return flashes.flatMap((at) => {
    const beep = beeps.find((time) => Math.abs(time - at) < TOGETHER);
    if (beep === undefined) return [];
    const [from = 0] = beeps;
    const second = from + Math.round((beep - from) / 1_000) * 1_000;
    return [{ at, offset: beep - at, flash: at - second, beep: beep - second }];
  });
}

function report(all: readonly Pair[]): boolean {
  const fifth = Math.max(1, Math.floor(all.length / 5));
  const [begin, end] = [all.slice(0, fifth), all.slice(-fifth)];
  const middle = (some: readonly Pair[]) => median(some.map(({ offset }) => offset));
  const worst = (some: readonly Pair[]) => Math.max(...some.map(({ offset }) => Math.abs(offset)));
  const row = (some: readonly Pair[]) => ({ p50: middle(some).toFixed(1), most: worst(some).toFixed(1) });
  console.log('By how many milliseconds the beep is later than the flash:');
  console.table({ 'first fifth': row(begin), 'last fifth': row(end), all: row(all) });
  const hours = ((end[0]?.at ?? 0) - (begin[0]?.at ?? 0)) / 3_600_000;
  console.log(`Drift: ${((middle(end) - middle(begin)) / hours).toFixed(1)} ms an hour`);
  const apart = all.filter(({ offset }) => Math.abs(offset) > GOAL);
  console.log(`${apart.length} of ${all.length} are further apart than ${GOAL} ms.`);
  for (const { at, offset, flash, beep } of apart.slice(0, MOST_TOLD)) {
    const [time, by, flashBy, beepBy] = [at / 1_000, offset, flash, beep].map((value) => value.toFixed(1));
    console.log(
      `  at ${time} s by ${by} ms: the flash stands at ${flashBy} of its second, the beep at ${beepBy}`,
    );
  }
  const isMet = all.length > 0 && apart.length === 0;
  console.log(isMet ? `Never more than ${GOAL} ms apart.` : `Missed: ${GOAL} ms.`);
  return isMet;
}
