// npm run bench:join: from the click on "Join" to the first frame of somebody else, in milliseconds.
// Once as it is, and once with 100 ms added to the signaling in each direction. Arguments: how many joins (20).
import type { Browser } from '@playwright/test';
import { launchChromium } from '../harness/browsers.ts';
import { CuttableProxy } from '../harness/CuttableProxy.ts';
import { callTimesOf, watchFirstPicture } from '../harness/firstPicture.ts';
import { ParleyServer } from '../harness/ParleyServer.ts';
import { Person } from '../harness/Person.ts';
import { poll } from '../harness/poll.ts';

const joins = Number(process.argv[2] ?? 20);
const delay = 100;
const goal = 600;

interface JoinTimes {
  /** The answer to `join` was there. */
  answered: number;
  /** The first remote frame was on the screen. */
  seen: number;
}

async function measureJoin(browser: Browser, url: string): Promise<JoinTimes> {
  const person = await Person.at(browser, url, 'Ben');
  const { page } = person;
  await page.evaluate(watchFirstPicture);
  await page.getByLabel('Your name').pressSequentially('Ben');
  // What a person in the lobby has by the time they have read it: the picture, and a socket that is open.
  await poll('the preview', () =>
    page.locator('video').evaluate((video: HTMLVideoElement) => video.videoWidth > 0),
  );
  await poll('the welcome', () => page.evaluate(() => window.parleyProbe.frames.length > 0));
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  await person.button('Join').click();
  const read = async () => {
    const { clicked, seen } = await callTimesOf(page);
    const answered = await page.evaluate(() => {
      const [mark] = performance.getEntriesByName('parley:joined');
      return mark && performance.timeOrigin + mark.startTime;
    });
    return clicked && seen && answered ? { answered: answered - clicked, seen: seen - clicked } : undefined;
  };
  await poll('the first remote frame', async () => (await read()) !== undefined);
  const times = await read();
  await person.leave();
  await person.close();
  if (!times) throw new Error('the times are gone');
  return times;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

function report(name: string, times: readonly JoinTimes[]): { p50: number; answered: number } {
  const row = (values: number[]) =>
    [0.5, 0.95].map((share) => percentile(values, share).toFixed(0).padStart(6)).join(' ');
  console.log(`${name.padEnd(28)} first frame ${row(times.map(({ seen }) => seen))}`);
  console.log(`${''.padEnd(28)} join answer ${row(times.map(({ answered }) => answered))}`);
  return {
    p50: percentile(
      times.map(({ seen }) => seen),
      0.5,
    ),
    answered: percentile(
      times.map(({ answered }) => answered),
      0.5,
    ),
  };
}

const server = await ParleyServer.start();
const proxy = await CuttableProxy.to(server.port);
const browser = await launchChromium();
const host = await Person.join(browser, `${server.url}/r/bench`, 'Ana');

async function series(ms: number): Promise<JoinTimes[]> {
  proxy.delay = ms;
  const times: JoinTimes[] = [];
  // The first one finds everything cold, and is left out.
  for (let n = 0; n <= joins; n += 1) {
    const measured = await measureJoin(browser, `${proxy.url}/r/bench`);
    if (n > 0) times.push(measured);
  }
  return times;
}

console.log(
  `${joins} joins of a room with one person in it, Chromium, milliseconds`.padEnd(41),
  '   p50    p95',
);
const plain = report('no delay', await series(0));
const delayed = report(`${delay} ms each way`, await series(delay));

const added = delayed.p50 - plain.p50;
const roundTrip = 2 * delay;
console.log(`goal p50 ≤ ${goal} ms without delay: ${plain.p50 <= goal ? 'met' : 'MISSED'}`);
console.log(
  `added by one signaling round trip of ${roundTrip} ms: ${added.toFixed(0)} ms (${(added / roundTrip).toFixed(2)} round trips)`,
);

await host.close();
await browser.close();
await proxy.close();
await server.stop();
