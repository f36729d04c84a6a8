import { Bystander } from './harness/Bystander.ts';
import { installContinuityProbe } from './harness/continuityProbe.ts';
import { expect, test } from './harness/fixtures.ts';
import type { Person } from './harness/Person.ts';

test.use({ settings: { DIRECT_RETURN_SECONDS: '1' } });

async function seeAndHearEachOther(...people: Person[]): Promise<void> {
  for (const person of people) {
    for (const { name } of people.filter((other) => other !== person)) {
      await Promise.all([person.sees(name), person.hears(name)]);
    }
  }
}

for (const engine of ['chromium', 'firefox'] as const) {
  test(`[DC1] Chromium and ${engine} are connected directly, and say so`, async ({
    join,
    chromium,
    firefox,
  }) => {
    const ana = await join('Ana');
    const ben = await join('Ben', { browser: engine === 'firefox' ? firefox : chromium });
    await Promise.all([ana.goes('direct'), ben.goes('direct')]);
    await seeAndHearEachOther(ana, ben);
    await expect(ana.page.locator('[data-path]')).toHaveText(/^Direct \d+ ms /);
    await ana.button('Mute microphone').click();
    await ben.doesNotHear('Ana');
    await ana.button('Unmute microphone').click();
    await ana.button('Turn camera off').click();
    await expect(ben.pictureOf('Ana')).toHaveAttribute('data-shown', 'false');
    await ben.hears('Ana');
    await ana.button('Turn camera on').click();
    await seeAndHearEachOther(ana, ben);
  });
}

test('[DC2] a third person brings the server in, and their leave the direct way back; what is muted stays so', async ({
  join,
}) => {
  const ana = await join('Ana');
  const ben = await join('Ben');
  await Promise.all([ana.goes('direct'), ben.goes('direct')]);
  const benTile = await ana.tile('Ben').elementHandle();
  await ben.button('Mute microphone').click();

  const cleo = await join('Cleo');
  await Promise.all([ana.goes('server'), ben.goes('server')]);
  await Promise.all([
    cleo.sees('Ana'),
    cleo.sees('Ben'),
    cleo.hears('Ana'),
    ana.sees('Ben'),
    ben.sees('Ana'),
  ]);
  await ana.button('Turn camera off').click();
  await expect(cleo.tile('Ben').getByText('Microphone off')).toBeAttached();

  await cleo.leave();
  await Promise.all([ana.goes('direct'), ben.goes('direct')]);
  await Promise.all([ana.sees('Ben'), ben.hears('Ana'), ana.doesNotHear('Ben')]);
  await expect(ben.pictureOf('Ana')).toHaveAttribute('data-shown', 'false');
  await ben.button('Unmute microphone').click();
  await ana.hears('Ben');
  expect(await ana.tile('Ben').evaluate((tile, before) => tile === before, benTile)).toBe(true);
});

// Loose, since a busy machine makes both late; `npm run bench:switch` measures.
test('[DC2] changes of the way break neither sound nor picture', async ({ join, server, roomUrl }) => {
  const people = [
    await join('Ana', { before: installContinuityProbe }),
    await join('Ben', { before: installContinuityProbe }),
  ] as const;
  const [ana, ben] = people;
  await Promise.all([ana.goes('direct'), ben.goes('direct')]);
  await seeAndHearEachOther(ana, ben);
  await Promise.all([ana.watchContinuity('Ben'), ben.watchContinuity('Ana')]);
  for (let round = 0; round < 2; round += 1) {
    const bystander = await Bystander.join(server.url, roomUrl);
    await Promise.all(people.map((person) => person.goes('server')));
    bystander.leave();
    await Promise.all(people.map((person) => person.goes('direct')));
  }
  for (const person of people) {
    const { freeze, silence } = await person.discontinuity();
    expect(silence).toBeLessThanOrEqual(500);
    expect(freeze).toBeLessThanOrEqual(1_500);
  }
});

test('[DC3] a direct connection that dies is replaced by the server', async ({ join }) => {
  const ana = await join('Ana');
  const ben = await join('Ben');
  await Promise.all([ana.goes('direct'), ben.goes('direct')]);
  await ana.page.evaluate(() => window.parleyProbe.connections().at(-1)?.close());
  await Promise.all([ana.goes('server'), ben.goes('server')]);
  await seeAndHearEachOther(ana, ben);
  // It is tried again.
  await Promise.all([ana.goes('direct'), ben.goes('direct')]);
  await seeAndHearEachOther(ana, ben);
});

test('[DC3] where no direct path can be found, the call goes through the server from the first moment', async ({
  join,
}) => {
  const ana = await join('Ana', { before: hearNoCandidates });
  const ben = await join('Ben', { before: hearNoCandidates });
  await seeAndHearEachOther(ana, ben);
  await Promise.all([ana.goes('server'), ben.goes('server')]);
});

test('two people who are connected directly go on while the server is gone', async ({ join, server }) => {
  const ana = await join('Ana');
  const ben = await join('Ben');
  await Promise.all([ana.goes('direct'), ben.goes('direct')]);
  await server.kill();
  await expect(ana.page.getByText('Reconnecting…')).toBeVisible();
  await seeAndHearEachOther(ana, ben);
  await server.start();
  await expect(ana.page.getByText('Reconnecting…')).toHaveCount(0);
  await seeAndHearEachOther(ana, ben);
  await Promise.all([ana.goes('direct'), ben.goes('direct')]);
  await seeAndHearEachOther(ana, ben);
});

test('the server’s path is probed meanwhile, and its failure is told before a third person finds it', async ({
  join,
}) => {
  const ana = await join('Ana');
  const ben = await join('Ben', { before: findNoServer });
  await Promise.all([ana.goes('direct'), ben.goes('direct')]);
  await expect(ben.page.getByText('With a third person the call would break.')).toBeVisible();
  await seeAndHearEachOther(ana, ben);
  await expect(ana.page.getByText('With a third person the call would break.')).toHaveCount(0);
});

/** As between two networks that let nothing of each other in. Run in the page. */
function hearNoCandidates(): void {
  RTCPeerConnection.prototype.addIceCandidate = () => Promise.resolve();
}

/** As behind a firewall that lets nothing out to the media ports: nothing answers on port 1999. Run in the page. */
function findNoServer(): void {
  const NativeConnection = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends NativeConnection {
    override async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
      const { sdp = '' } = description;
      const isServer = sdp.includes('a=ice-lite');
      const nowhere = sdp.replace(/^(a=candidate:\S+ \d+ \S+ \d+ \S+) \d+/gim, '$1 1999');
      await super.setRemoteDescription(isServer ? { ...description, sdp: nowhere } : description);
    }
  };
}
