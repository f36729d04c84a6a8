// One call of the lab: two people, each in a browser behind a router of their own, and what came of it.
import { randomUUID } from 'node:crypto';
import { poll } from '../harness/poll.ts';
import { elsewhere } from './addresses.ts';
import type { LabCall } from './calls.ts';
import { enter } from './enter.ts';
import { expectedPath, wordsFor, type CallPath } from './expectations.ts';
import type { Guest } from './guest.ts';
import { impairments } from './impairments.ts';
import type { Internet } from './Internet.ts';
import type { LabServer } from './LabServer.ts';
import { moves, type MoveName } from './moves.ts';
import type { Interruption, Outcome } from './outcome.ts';
import type { Quality } from './Reception.ts';
import type { Remote } from './remote.ts';
import type { Site } from './Site.ts';

/** Milliseconds of a call on a bad line that are looked at, from the first picture on. */
const STRETCH = 20_000;

/** @throws {Error} when the two do not get to see and hear each other. */
export async function makeCall(internet: Internet, server: LabServer, call: LabCall): Promise<Outcome> {
  await using stack = new AsyncDisposableStack();
  const { networks, impairment } = call;
  const { guest: ana } = await enter(stack, internet, { name: 'Ana', at: 'a', network: networks[0] });
  // The second one has the bad line.
  const faults = impairment && impairments[impairment].faults;
  const benPlace = { name: 'Ben', at: 'b', network: networks[1], faults } as const;
  const { guest: ben, site: benSite } = await enter(stack, internet, benPlace);
  await Promise.all([ana.openBrowser(call.browsers[0]), ben.openBrowser(call.browsers[1])]);
  const roomUrl = `${server.url}/r/${randomUUID()}`;
  const how = { hums: call.move !== undefined };
  await Promise.all([ana.open(roomUrl, 'Ana', how), ben.open(roomUrl, 'Ben', how)]);
  await ana.join();
  const clicked = await ben.join();
  const seen = await meet(ana, ben);

  if (!call.impairment) await settle(ana, ben, expectedPath(call));
  const quality = call.impairment && (await watch(ana, ben));
  const interruption = call.move && (await move(call.move, benSite, ana, ben));
  return {
    said: [await ana.path(), await ben.path()],
    connections: [await ana.connections(), await ben.connections()],
    firstPicture: Math.max(...seen) - clicked,
    ...(quality && { quality }),
    ...(interruption && { interruption }),
  };
}

/** Waits for the call to go the way that is expected, as far as it will; then they have to see and hear each other. */
async function settle(ana: Remote<Guest>, ben: Remote<Guest>, path: CallPath): Promise<void> {
  if (path === 'server') await Promise.all([ana.hasTriedDirectWay(), ben.hasTriedDirectWay()]);
  const words = wordsFor(path);
  await Promise.all([ana.maySayPath(words), ben.maySayPath(words)]);
  await meet(ana, ben);
}

/** Resolves to when each had the first picture of the other. */
function meet(ana: Remote<Guest>, ben: Remote<Guest>): Promise<[number, number]> {
  return Promise.all([ana.meets('Ben'), ben.meets('Ana')]);
}

/** How well they hear and see each other. @throws {Error} when the call does not stay up meanwhile. */
async function watch(
  ...guests: readonly [Remote<Guest>, Remote<Guest>]
): Promise<readonly [Quality, Quality]> {
  const [ana, ben] = guests;
  const until = Date.now() + STRETCH;
  await poll(
    'the stretch to be over',
    async () => {
      const complaints = await Promise.all(guests.map((guest) => guest.complaint()));
      const complaint = complaints.find((text) => text !== undefined);
      if (complaint) throw new Error(complaint);
      await Promise.all([ana.quality(), ben.quality()]);
      return Date.now() > until;
    },
    { limit: STRETCH * 2, pause: 500 },
  );
  return Promise.all([ana.quality(), ben.quality()]);
}

/** Ben goes to another network, and the call has to come back. @throws {Error} when it does not. */
async function move(
  name: MoveName,
  site: Site,
  ana: Remote<Guest>,
  ben: Remote<Guest>,
): Promise<Interruption> {
  await Promise.all([ana.watchContinuity('Ben'), ben.watchContinuity('Ana')]);
  await ben.noteNetwork(elsewhere.host.v4);
  const leftAt = await site.move(moves[name].pause);
  const isBack = async () => {
    const { restartAsked, found } = await ben.passage(leftAt);
    const complaints = await Promise.all([ana.complaint(), ben.complaint()]);
    return (
      restartAsked !== undefined && found !== undefined && complaints.every((text) => text === undefined)
    );
  };
  await poll('the change of network to be noticed', isBack, { limit: 20_000 });
  await meet(ana, ben);
  const { restartAsked, resumed, online, found, keptConnections } = await ben.passage(leftAt);
  const after = (at: number | undefined) => at && at - leftAt;
  return {
    online: after(online),
    found: after(found),
    restartAsked: after(restartAsked),
    resumed: resumed && keptConnections,
    breaks: [await ana.discontinuity(), await ben.discontinuity()],
  };
}
