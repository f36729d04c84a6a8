// Nothing is sent that nobody sees or hears: measured in bytes, where they arrive and where they leave.
import { expect, test } from './harness/fixtures.ts';
import type { RtcStats } from './harness/mediaProbe.ts';
import type { Person } from './harness/Person.ts';
import { poll } from './harness/poll.ts';

test.use({ settings: { DIRECT_CALLS: 'false' } });

/** Lets the page believe that it is in the background, or in front again. */
async function putInBackground({ page }: Person, hidden: boolean): Promise<void> {
  await page.evaluate((isHidden) => {
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => (isHidden ? 'hidden' : 'visible'),
    });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

const sum = (values: (number | undefined)[]) => values.reduce<number>((total, value = 0) => total + value, 0);

/** mediasoup probes the bandwidth with a stream of nothing. */
const isMedia = (kind: 'audio' | 'video') => (entry: RtcStats) =>
  entry.kind === kind && entry.mid !== 'probator';

async function received(person: Person, kind: 'audio' | 'video'): Promise<number> {
  const streams = (await person.stats()).filter(({ type }) => type === 'inbound-rtp').filter(isMedia(kind));
  return sum(streams.map(({ bytesReceived }) => bytesReceived));
}

/** Bytes of video that were sent, by the height of the encoding. */
async function sentByRid(person: Person): Promise<Map<string, number>> {
  const streams = (await person.stats()).filter(
    ({ type, kind }) => type === 'outbound-rtp' && kind === 'video',
  );
  return new Map(streams.map(({ rid = '', bytesSent = 0 }) => [rid, bytesSent]));
}

/** Waits until a count has not changed for a second. */
async function stops(what: string, count: () => Promise<number>): Promise<void> {
  let last = await count();
  let since = Date.now();
  await poll(`${what} to stop`, async () => {
    const now = await count();
    if (now !== last) since = Date.now();
    last = now;
    return Date.now() - since > 1_000;
  });
}

async function grows(what: string, count: () => Promise<number>): Promise<void> {
  const first = await count();
  await poll(`${what} to grow`, async () => (await count()) > first);
}

/** Waits until these of the three sizes leave, smallest first, and no others. */
async function sends(person: Person, sizes: boolean[]): Promise<void> {
  let before = await sentByRid(person);
  const leaves = async () => {
    const now = await sentByRid(person);
    const growing = ['r0', 'r1', 'r2'].map((rid) => (now.get(rid) ?? 0) > (before.get(rid) ?? 0));
    before = now;
    return growing.every((isGrowing, index) => isGrowing === sizes[index]);
  };
  // On a busy machine Chromium takes its line for narrow, and its estimate grows by 8 % a second: 20 s for the full size.
  await poll(`${person.name} to send the sizes ${sizes.join(', ')}`, leaves, { pause: 500, limit: 45_000 });
}

test('[VW1] [VW3] a background tab costs no video, and what nobody watches is not sent', async ({ join }) => {
  const ana = await join('Ana');
  const ben = await join('Ben');
  await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
  await putInBackground(ben, true);
  await stops('Ben’s video', () => received(ben, 'video'));
  await stops('Ana’s camera on the wire', async () => sum([...(await sentByRid(ana)).values()]));
  await Promise.all([ben.hears('Ana'), ana.hears('Ben'), ana.sees('Ben')]);
  await putInBackground(ben, false);
  await ben.sees('Ana');
});

test('[VW1] [VW3] the sizes that leave a camera follow the largest tile that shows it', async ({ join }) => {
  test.slow();
  const ana = await join('Ana');
  const ben = await join('Ben');
  await ben.page.setViewportSize({ width: 400, height: 300 });
  await ben.sees('Ana');
  await sends(ana, [true, false, false]);
  await ben.page.setViewportSize({ width: 1100, height: 700 });
  await sends(ana, [true, true, false]);
  await ben.page.setViewportSize({ width: 900, height: 1_120 });
  await sends(ana, [true, true, true]);
  const isSharp = async () => {
    const streams = (await ben.stats()).filter(({ type }) => type === 'inbound-rtp').filter(isMedia('video'));
    return streams.some(({ frameWidth = 0 }) => frameWidth >= 1_280);
  };
  // The server's estimate of a busy receiver grows as slowly.
  await poll('Ben to see the full size', isSharp, { limit: 45_000 });
});

test('[VW1] a camera that has no more than 640 × 480 comes in that size', async ({ join }) => {
  const ana = await join('Ana', {
    before: () => {
      const { mediaDevices } = navigator;
      const ask = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = (constraints) =>
        ask({ ...constraints, ...(constraints?.video && { video: { width: 640, height: 480 } }) });
    },
  });
  const ben = await join('Ben');
  await ben.sees('Ana');
  // Alone with somebody one sees them large.
  await poll('the full size', async () =>
    (await ben.stats()).some(({ type, frameHeight }) => type === 'inbound-rtp' && frameHeight === 480),
  );
  const sizes = (await ana.stats()).filter(({ type, kind }) => type === 'outbound-rtp' && kind === 'video');
  expect(sizes).toHaveLength(2);
});

test.describe('directly', () => {
  test.use({ settings: {} });

  test('a background tab costs no video either', async ({ join }) => {
    const ana = await join('Ana');
    const ben = await join('Ben');
    await Promise.all([ana.goes('direct'), ben.goes('direct')]);
    await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
    await putInBackground(ben, true);
    await stops('Ben’s video', () => received(ben, 'video'));
    await Promise.all([ben.hears('Ana'), ana.sees('Ben'), ana.goes('direct')]);
    await putInBackground(ben, false);
    await ben.sees('Ana');
    await ben.goes('direct');
  });
});

test('[VW3] who is alone sends no camera, and the first to come sees it', async ({ join }) => {
  const ana = await join('Ana');
  await stops('Ana’s camera on the wire', async () => sum([...(await sentByRid(ana)).values()]));
  const ben = await join('Ben');
  await ben.sees('Ana');
});

test.describe('one voice at a time', () => {
  test.use({ settings: { DIRECT_CALLS: 'false', VOICES: '1' } });

  test('[VX1] of three who are not muted, only who speaks is sent to the others', async ({ join }) => {
    /** The microphone is a tone that the test turns on and off. */
    const withTone = () => {
      const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (constraints) => {
        const stream = await ask(constraints);
        for (const microphone of stream.getAudioTracks()) {
          const context = new AudioContext();
          const gain = new GainNode(context, { gain: 0 });
          const out = context.createMediaStreamDestination();
          const tone = new OscillatorNode(context, { frequency: 440 });
          tone.connect(gain).connect(out);
          tone.start();
          Object.assign(window, { setTone: (level: number) => (gain.gain.value = level) });
          stream.removeTrack(microphone);
          microphone.stop();
          for (const track of out.stream.getAudioTracks()) stream.addTrack(track);
        }
        return stream;
      };
    };
    const speak = ({ page }: Person, level: number) =>
      page.evaluate((to) => (window as unknown as { setTone(level: number): void }).setTone(to), level);
    const ana = await join('Ana', { before: withTone });
    const ben = await join('Ben', { before: withTone });
    const cy = await join('Cy', { before: withTone });
    await stops('sound', () => received(cy, 'audio'));
    await speak(ana, 0.5);
    await Promise.all([cy.hears('Ana'), ben.hears('Ana')]);
    await stops('what Ana hears', () => received(ana, 'audio'));
    await speak(ana, 0);
    await stops('sound after the last word', () => received(cy, 'audio'));
    await speak(ben, 0.5);
    await Promise.all([cy.hears('Ben'), ana.hears('Ben')]);
    await grows('what Cy hears', () => received(cy, 'audio'));
  });
});
