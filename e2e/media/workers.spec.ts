import { expect, test } from '../harness/fixtures.ts';

// So that every worker has enough to do from the start, and each new transport goes to the other one.
test.use({ settings: { DIRECT_CALLS: 'false', WORKER_CONSUMERS: '1' } });

test('people on different workers see and hear each other, and who is speaking', async ({ join }) => {
  const people = [await join('Ana'), await join('Ben'), await join('Cleo')];
  for (const person of people) {
    for (const { name } of people.filter((other) => other !== person)) {
      await Promise.all([person.sees(name), person.hears(name)]);
      // Chromium's fake microphone beeps once a second.
      await expect(person.tile(name)).toHaveAttribute('data-speaking', 'true');
    }
  }
  const ports = new Set<number>();
  for (const person of people) {
    const stats = await person.stats();
    for (const { selectedCandidatePairId } of stats) {
      const pair = stats.find(({ id }) => id === selectedCandidatePairId);
      const server = stats.find(({ id }) => id === pair?.remoteCandidateId);
      if (server?.port !== undefined) ports.add(server.port);
    }
  }
  expect(ports.size).toBe(2);
});

test('a picture comes in all its sizes from another worker', async ({ join }) => {
  const ana = await join('Ana');
  const ben = await join('Ben');
  await ben.sees('Ana');
  const width = async () =>
    Math.max(
      ...(await ben.stats())
        .filter(({ type, kind }) => type === 'inbound-rtp' && kind === 'video')
        .map(({ frameWidth = 0 }) => frameWidth),
    );
  const sent = async () =>
    Math.max(
      ...(await ana.stats())
        .filter(({ type, kind }) => type === 'outbound-rtp' && kind === 'video')
        .map(({ frameWidth = 0 }) => frameWidth),
    );
  await expect.poll(async () => (await width()) / (await sent()), { timeout: 30_000 }).toBe(1);
});

test('[MD1] one of the workers of a room dies: sound and picture of everybody are back', async ({
  join,
  server,
}) => {
  const ana = await join('Ana');
  const ben = await join('Ben');
  await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
  const [worker = 0] = server.workerPids();
  process.kill(worker, 'SIGKILL');
  await expect.poll(() => server.log).toContain('a media worker died');
  await Promise.all([ana.sees('Ben'), ben.sees('Ana'), ana.hears('Ben'), ben.hears('Ana')]);
  await expect(ana.tiles).toHaveCount(2);
});
