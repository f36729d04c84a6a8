// npm run bench:switch: what two people who are connected directly miss when the server takes over, and when the direct
// way comes back: the longest freeze of the picture and the longest silence, in milliseconds, on both sides; beside
// what they miss in as long a time without a change. Arguments: how many changes (20).
import { Bystander } from '../harness/Bystander.ts';
import { launchChromium } from '../harness/browsers.ts';
import { installContinuityProbe } from '../harness/continuityProbe.ts';
import { ParleyServer } from '../harness/ParleyServer.ts';
import { Person } from '../harness/Person.ts';

const changes = Number(process.argv[2] ?? 20);
const goals = { freeze: 500, silence: 200 };
/** Milliseconds after the mark has changed, in which the other way is still being left. */
const aftermath = 2_000;

interface Missed {
  freeze: number;
  silence: number;
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function missedDuring(people: readonly Person[], what: () => Promise<void>): Promise<Missed[]> {
  const [ana, ben] = people;
  await Promise.all([ana?.watchContinuity('Ben'), ben?.watchContinuity('Ana')]);
  await what();
  return Promise.all(people.map((person) => person.discontinuity()));
}

const server = await ParleyServer.start({ DIRECT_RETURN_SECONDS: '1' });
const browser = await launchChromium();
const roomUrl = `${server.url}/r/bench`;
const people = [
  await Person.join(browser, roomUrl, 'Ana', installContinuityProbe),
  await Person.join(browser, roomUrl, 'Ben', installContinuityProbe),
];
const go = async (way: 'direct' | 'server') => {
  await Promise.all(people.map((person) => person.goes(way)));
  await pause(aftermath);
};
const missed: Record<'to the server' | 'to direct' | 'no change', Missed[]> = {
  'to the server': [],
  'to direct': [],
  'no change': [],
};
await go('direct');
for (let round = 0; round < changes / 2; round += 1) {
  missed['no change'].push(...(await missedDuring(people, () => pause(aftermath + 1_000))));
  const bystander = await Bystander.join(server.url, roomUrl);
  missed['to the server'].push(...(await missedDuring(people, () => go('server'))));
  bystander.leave();
  missed['to direct'].push(...(await missedDuring(people, () => go('direct'))));
}
await browser.close();
await server.stop();

const row = (values: readonly number[]) => {
  const sorted = values.toSorted((a, b) => a - b).map(Math.round);
  return { p50: sorted[sorted.length >> 1], worst: sorted.at(-1) };
};
for (const measure of ['freeze', 'silence'] as const) {
  console.log(`\nLongest ${measure}, ms (goal: at most ${goals[measure]})`);
  console.table(
    Object.fromEntries(
      Object.entries(missed).map(([what, all]) => [what, row(all.map((each) => each[measure]))]),
    ),
  );
}
