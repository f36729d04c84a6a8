// A room of nine: eight who send pictures, of whom one speaks, and somebody behind a narrow line who gets all of them.
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { poll } from '../harness/poll.ts';
import type { Faults } from './Cable.ts';
import { enter } from './enter.ts';
import type { Internet } from './Internet.ts';
import type { LabServer } from './LabServer.ts';
import { percent, secondsText } from './outcome.ts';
import type { Quality } from './Reception.ts';

export const crowdTitle = 'a room of nine, 500 kbit/s';

const line: Faults = { rate: 500_000, queue: 300 };
const senders = 8;
const loadTester = fileURLToPath(new URL('../../loadtest/src/main.ts', import.meta.url));
/** Milliseconds in which the server learns how narrow the line is, and that are then looked at. */
const LEARNING = 15_000;
const STRETCH = 30_000;
/** What must be: pictures a second of who speaks, and the longest silence in milliseconds. */
const LEAST_FRAMES = 10;
const MOST_SILENCE = 200;
/** 0 to 0.5 % were measured. */
const MOST_CONCEALED = 0.05;

export interface CrowdOutcome {
  /** Of who speaks, as it stands on the screen. */
  readonly framesPerSecond: number;
  /** Of all the others together. */
  readonly othersPerSecond: number;
  /** Milliseconds. */
  readonly silence: number;
  readonly quality: Quality;
}

/** @throws {Error} when who speaks is not seen and heard. */
export async function holdCrowd(internet: Internet, server: LabServer): Promise<CrowdOutcome> {
  await using stack = new AsyncDisposableStack();
  const room = randomUUID();
  const flags = `--insecure --publishers ${senders} --microphones 1 --subscribers 0 --video 720p --simulcast --duration 600`;
  const args = [loadTester, '--url', server.url, '--room', room, ...flags.split(' ')];
  const crowd = server.startBeside(process.execPath, args);
  stack.defer(() => crowd.stop());
  await crowd.says('measuring');

  const { guest: ben } = await enter(stack, internet, {
    name: 'Ben',
    at: 'b',
    network: 'cone',
    faults: line,
  });
  await ben.openBrowser('chromium');
  await ben.open(`${server.url}/r/${room}-1`, 'Ben', { hums: true });
  await ben.join();
  const [speaker = '', ...others] = Array.from({ length: senders }, (_, n) => `load-${n}`);
  await ben.meets(speaker);
  await stretch(LEARNING);
  await ben.watchContinuity(speaker);
  const count = async () => ({
    at: performance.now(),
    speaker: await ben.shown(speaker),
    others: (await Promise.all(others.map((name) => ben.shown(name)))).reduce(
      (sum, frames) => sum + frames,
      0,
    ),
  });
  const before = await count();
  await stretch(STRETCH, () => ben.quality());
  const after = await count();
  const seconds = (after.at - before.at) / 1000;
  const { silence } = await ben.discontinuity();
  return {
    framesPerSecond: (after.speaker - before.speaker) / seconds,
    othersPerSecond: (after.others - before.others) / seconds,
    silence,
    quality: await ben.quality(),
  };
}

async function stretch(duration: number, look: () => Promise<unknown> = async () => {}): Promise<void> {
  const until = performance.now() + duration;
  const isOver = async () => {
    await look();
    return performance.now() > until;
  };
  await poll('the stretch to be over', isOver, { limit: duration * 2, pause: 500 });
}

/** In words, each of them a failure. */
export function crowdMistakes({ framesPerSecond, silence, quality }: CrowdOutcome): string[] {
  return [
    ...(framesPerSecond < LEAST_FRAMES
      ? [`who speaks has ${framesPerSecond.toFixed(1)} pictures a second, not ${LEAST_FRAMES}`]
      : []),
    ...(silence > MOST_SILENCE ? [`a silence of ${secondsText(silence)}`] : []),
    ...(quality.concealed > MOST_CONCEALED ? [`${percent(quality.concealed)} of the sound was made up`] : []),
  ];
}
