import { expect, test } from '../harness/fixtures.ts';
import type { Person } from '../harness/Person.ts';

/** The codec of the camera that somebody sends, with its sizes and layers in one stream. */
async function sent(person: Person): Promise<{ codec: string | undefined; modes: Set<string | undefined> }> {
  const stats = await person.stats();
  const pictures = stats.filter(
    ({ type, kind, framesSent = 0 }) => type === 'outbound-rtp' && kind === 'video' && framesSent > 0,
  );
  const codec = stats.find(({ id }) => id === pictures[0]?.codecId)?.mimeType;
  return { codec, modes: new Set(pictures.map(({ scalabilityMode }) => scalabilityMode)) };
}

/** Whether the browser has it at all: H264 is not in every build. */
const has = (person: Person, mimeType: string): Promise<boolean> =>
  person.page.evaluate(
    (wanted) =>
      [RTCRtpSender, RTCRtpReceiver].every((end) =>
        end.getCapabilities('video')?.codecs.some((codec) => codec.mimeType === wanted),
      ),
    mimeType,
  );

for (const [setting, mimeType, mode, hasGuest] of [
  ['vp8', 'video/VP8', /^L1T3$/, true],
  ['h264', 'video/H264', /^L1T\d$/, true],
  // Of its three sizes, as many as somebody watches.
  ['vp9', 'video/VP9', /^L[123]T3(_KEY)?$/, true],
  // Two who encode it are as much as two cores do.
  ['av1', 'video/AV1', /^L1T3$/, false],
] as const) {
  test.describe(`VIDEO_CODEC=${setting}`, () => {
    test.use({ settings: { DIRECT_CALLS: 'false', VIDEO_CODEC: setting } });

    test(`is what cameras are sent with${hasGuest ? ', and Firefox sees them and is seen' : ''}`, async ({
      join,
      firefox,
    }) => {
      const ana = await join('Ana');
      const ben = await join('Ben');
      await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
      const expected = (await has(ana, mimeType)) ? mimeType : 'video/VP8';
      await expect.poll(async () => (await sent(ana)).codec).toBe(expected);
      if (expected === mimeType) for (const each of (await sent(ana)).modes) expect(each).toMatch(mode);
      if (!hasGuest) return;
      const cleo = await join('Cleo', { browser: firefox });
      await Promise.all([cleo.sees('Ana'), cleo.sees('Ben'), ana.sees('Cleo'), ben.sees('Cleo')]);
    });
  });
}

test.describe('somebody who cannot decode the codec of the room', () => {
  test.use({ settings: { DIRECT_CALLS: 'false' } });

  test('[JN9] [TR10] sees the others, who came by a link that names it, and they go on seeing each other', async ({
    join,
    roomUrl,
  }) => {
    const ana = await join('Ana', { url: `${roomUrl}?codec=vp9` });
    const ben = await join('Ben');
    await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
    await expect.poll(async () => (await sent(ana)).codec).toBe('video/VP9');
    const cleo = await join('Cleo', { before: hideVp9 });
    await Promise.all([cleo.sees('Ana'), cleo.sees('Ben'), ana.sees('Cleo')]);
    await Promise.all([ana.sees('Ben'), ben.sees('Ana'), ana.hears('Ben'), ben.hears('Ana')]);
    await expect.poll(async () => (await sent(ana)).codec).toBe('video/VP8');
  });
});

/** As in a browser that has no VP9: neither it nor its retransmissions are offered. */
function hideVp9(): void {
  const NativeConnection = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends NativeConnection {
    override addTransceiver(
      ...args: Parameters<RTCPeerConnection['addTransceiver']>
    ): ReturnType<RTCPeerConnection['addTransceiver']> {
      const transceiver = super.addTransceiver(...args);
      const codecs = RTCRtpReceiver.getCapabilities('video')?.codecs ?? [];
      if (transceiver.receiver.track.kind === 'video') {
        transceiver.setCodecPreferences(codecs.filter(({ mimeType }) => mimeType !== 'video/VP9'));
      }
      return transceiver;
    }
  };
}
