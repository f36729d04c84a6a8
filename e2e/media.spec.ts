import { expect, test } from './harness/fixtures.ts';
import { Person } from './harness/Person.ts';

// What goes to the server; two people alone would be connected directly.
test.use({ settings: { DIRECT_CALLS: 'false' } });

for (const engine of ['chromium', 'firefox'] as const) {
  test(`a camera is sent in three sizes by ${engine}`, async ({ join, chromium, firefox }) => {
    // Firefox asks its bandwidth estimate before it adds a size, which takes it half a minute.
    test.setTimeout(100_000);
    const ana = await join('Ana', { browser: engine === 'firefox' ? firefox : chromium });
    const ben = await join('Ben');
    // Two tiles on which the largest size is worth its bits.
    await ben.page.setViewportSize({ width: 900, height: 1_120 });
    await ben.sees('Ana');
    const sizes = async () =>
      (await ana.stats())
        .filter(
          ({ type, kind, framesSent = 0 }) => type === 'outbound-rtp' && kind === 'video' && framesSent > 0,
        )
        .map(({ frameWidth = 0 }) => frameWidth)
        .toSorted((a, b) => b - a);
    await expect.poll(async () => (await sizes()).length, { timeout: 70_000 }).toBe(3);
    const [full = 0, ...smaller] = await sizes();
    expect(smaller).toEqual([full / 2, full / 4]);
  });
}

test('where UDP does not get through, media goes by TCP on the same port', async ({
  chromium,
  roomUrl,
  join,
}) => {
  const ana = await join('Ana');
  const ben = await Person.at(chromium, roomUrl, 'Ben', [hideUdpCandidates]);
  await ben.join();
  await Promise.all([ana.sees('Ben'), ben.sees('Ana'), ana.hears('Ben'), ben.hears('Ana')]);
  const stats = await ben.stats();
  const chosen = stats
    .flatMap(({ selectedCandidatePairId }) => stats.find(({ id }) => id === selectedCandidatePairId) ?? [])
    .map(({ remoteCandidateId }) => stats.find(({ id }) => id === remoteCandidateId)?.protocol);
  expect(chosen).toEqual(['tcp', 'tcp']);
  await ben.close();
});

/** As in a network that drops UDP: the browser never hears of the server's UDP candidates. */
function hideUdpCandidates(): void {
  const NativeConnection = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends NativeConnection {
    override async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
      const sdp = description.sdp?.replace(/^a=candidate:\S+ \d+ udp .*\r\n/gim, '') ?? '';
      await super.setRemoteDescription({ ...description, sdp });
    }
  };
}
