import { expect, test as base } from '../harness/fixtures.ts';
import type { ParleyServer } from '../harness/ParleyServer.ts';
import type { Person } from '../harness/Person.ts';
import { poll } from '../harness/poll.ts';
import { relayOnly } from '../harness/relayOnly.ts';

const credentialSeconds = 6;

interface Call {
  ana: Person;
  /** Behind something that lets nothing through but what goes to the TURN server. */
  ben: Person;
  server: ParleyServer;
}

const test = base.extend<{ call: Call }>({
  call: async ({ server, join }, use) => {
    const ana = await join('Ana');
    const ben = await join('Ben', { before: relayOnly });
    await seeAndHear(ana, ben);
    await use({ ana, ben, server });
  },
});

test.use({
  settings: {
    TURN_CREDENTIAL_SECONDS: String(credentialSeconds),
    // Between two people the packets would not go over the SFU, and so not over its TURN server.
    DIRECT_CALLS: 'false',
  },
});

async function seeAndHear(ana: Person, ben: Person): Promise<void> {
  await Promise.all([ana.sees('Ben'), ben.sees('Ana'), ana.hears('Ben'), ben.hears('Ana')]);
}

/** What kind of candidate each connection in a window sends from. */
async function sendsFrom(person: Person): Promise<(string | undefined)[]> {
  const stats = await person.stats();
  const pairs = stats.flatMap(({ selectedCandidatePairId: id }) => stats.filter((entry) => entry.id === id));
  return pairs.map(({ localCandidateId: id }) => stats.find((entry) => entry.id === id)?.candidateType);
}

/** Kills the TURN server in the middle of what it does, and waits for the next one. */
async function killTurn(server: ParleyServer): Promise<void> {
  const before = server.turnPid;
  if (before === undefined) throw new Error('no TURN server runs');
  process.kill(before, 'SIGKILL');
  await poll('another TURN server', () => server.log.includes('a new TURN server replaces it'), {
    limit: 5_000,
  });
  expect(server.turnPid).not.toBe(before);
}

test('who reaches the TURN server only has a normal call', async ({ call: { ana, ben } }) => {
  expect(new Set(await sendsFrom(ben))).toEqual(new Set(['relay']));
  await ben.button('Mute microphone').click();
  await expect(ana.tile('Ben').getByText('Microphone off')).toBeAttached();
});

test('so has Firefox', async ({ join, firefox }) => {
  const ana = await join('Ana');
  const ben = await join('Ben', { browser: firefox, before: relayOnly });
  await seeAndHear(ana, ben);
  expect(new Set(await sendsFrom(ben))).toEqual(new Set(['relay']));
});

test('a TURN server that is killed comes back, and so does the call over it', async ({
  call: { ana, ben, server },
}) => {
  const toldBefore = await ana.page.evaluate(() => window.parleyProbe.frames.length);
  await killTurn(server);
  const backAt = Date.now();
  await poll('the call to go on', async () => (await iceRestarts(ben)) >= 2, { limit: 20_000 });
  await seeAndHear(ana, ben);
  expect(Date.now() - backAt).toBeLessThan(20_000);
  expect(new Set(await sendsFrom(ben))).toEqual(new Set(['relay']));
  // Nobody left, and Ana's own connections were not touched.
  expect(await iceRestarts(ana)).toBe(0);
  const news = await ana.page.evaluate((from) => window.parleyProbe.frames.slice(from), toldBefore);
  expect(news.filter(({ text }) => text.includes('"peerLeft"'))).toEqual([]);
});

for (const name of ['Chromium', 'Firefox'] as const) {
  test(`[IC3] [IC5] in ${name} a credential that runs out in the middle of a call is renewed, and the call goes on`, async ({
    join,
    server,
    chromium,
    firefox,
  }) => {
    const ana = await join('Ana');
    const ben = await join('Ben', {
      browser: name === 'Firefox' ? firefox : chromium,
      before: relayOnly,
    });
    const joinedAt = Date.now();
    await seeAndHear(ana, ben);
    const expired = () => Date.now() - joinedAt > 2 * credentialSeconds * 1_000;
    await poll('the first credentials to run out', expired);
    await seeAndHear(ana, ben);
    expect(await iceRestarts(ben)).toBe(0);

    // Now the old ones would not do: everything has to be allocated again.
    await killTurn(server);
    await poll('ICE to restart', async () => (await iceRestarts(ben)) >= 2, { limit: 20_000 });
    await seeAndHear(ana, ben);
    expect(new Set(await sendsFrom(ben))).toEqual(new Set(['relay']));
  });
}

/** How often a window asked for new ICE credentials. */
function iceRestarts(person: Person): Promise<number> {
  return person.page.evaluate(
    () => window.parleyProbe.frames.filter(({ sent, text }) => sent && text.includes('"restartIce"')).length,
  );
}
