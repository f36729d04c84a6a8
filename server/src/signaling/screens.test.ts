// Shared screens, and what is heard of them.
import { expect, test } from 'vitest';
import { opusParameters, vp8ScreenParameters } from '../testing/rtp.ts';
import type { TestClient } from '../testing/TestClient.ts';
import { settle, testServer } from '../testing/testServer.ts';

const full = { width: 1920, height: 1080 };
const small = { width: 320, height: 180 };

/** Ana and Ben have their cameras on, and Ben shares his screen; Cy looks on. */
async function trio(settings: Parameters<typeof testServer>[0] = {}) {
  const server = testServer(settings);
  const [ana, ben, cy] = [await server.joined(), await server.joined(), await server.joined()];
  await ana.sendCamera();
  await ben.sendCamera();
  await ben.shareScreen();
  await settle();
  /** What is forwarded of a track to Cy. */
  const seen = (sender: TestClient, trackId: string) => {
    const added = cy
      .told('consumerAdded')
      .findLast(({ consumer }) => consumer.peerId === sender.id && consumer.trackId === trackId);
    return server.sfu.consumers.find(({ id }) => id === added?.consumer.id);
  };
  const resume = async () => {
    const consumerIds = cy.told('consumerAdded').map(({ consumer }) => consumer.id);
    await cy.request('resumeConsumers', { consumerIds });
  };
  return { ...server, ana, ben, cy, seen, resume };
}

test('[SH1] a screen and its sound are told like every other track, also to who comes later', async () => {
  const { ben, cy, joined } = await trio();
  const screen = { id: 'screen', kind: 'video', source: 'screen', muted: false };
  const sound = { id: 'screenSound', kind: 'audio', source: 'screenSound', muted: false };
  const told = cy.told('trackAdded').filter(({ peerId }) => peerId === ben.id);
  expect(told.map(({ track }) => track)).toEqual([expect.objectContaining({ id: 'camera' }), screen, sound]);
  const late = await joined();
  const sharer = late.joinedWith.peers.find(({ id }) => id === ben.id);
  expect(sharer?.tracks).toEqual([expect.objectContaining({ id: 'camera' }), screen, sound]);
  const consumers = late.joinedWith.media.consumers.filter(({ peerId }) => peerId === ben.id);
  expect(consumers.map(({ trackId }) => trackId)).toContain('screen');
  expect(consumers.map(({ trackId }) => trackId)).toContain('screenSound');
});

test('[SH1] a peer shares one screen at a time, and several peers one each', async () => {
  const { ana, ben } = await trio();
  const track = { id: 'second', kind: 'video', source: 'screen', muted: false } as const;
  const rtpParameters = { ...vp8ScreenParameters, mid: '9', encodings: [{ ssrc: 9_999 }] };
  expect(await ben.refused('produce', { mediaId: ben.mediaId, track, rtpParameters })).toBe(
    'too_many_tracks',
  );
  const sound = { ...track, kind: 'audio', source: 'screenSound' };
  expect(
    await ben.refused('produce', {
      mediaId: ben.mediaId,
      track: sound,
      rtpParameters: { ...opusParameters, mid: '8', encodings: [{ ssrc: 8_888 }] },
    }),
  ).toBe('too_many_tracks');
  await expect(ana.shareScreen()).resolves.toBeUndefined();
  await ben.request('closeTrack', { trackId: 'screen' });
  expect(await ben.ask('produce', { mediaId: ben.mediaId, track, rtpParameters })).toMatchObject({
    ok: true,
  });
});

test('[SH1] a screen is a picture, and its sound a sound', async () => {
  const { ana } = await trio();
  const track = { id: 'screen', kind: 'audio', source: 'screen', muted: false } as const;
  const data = { mediaId: ana.mediaId, track, rtpParameters: opusParameters };
  expect(await ana.refused('produce', data)).toBe('invalid_request');
});

test('[SH2] the sound of a screen is heard whoever speaks, and takes nobody’s place', async () => {
  const { sfu, ana, ben, cy, seen, resume } = await trio({ voices: 1 });
  await ana.sendMicrophone();
  await cy.sendMicrophone();
  await settle();
  await resume();
  expect(seen(ben, 'screenSound')?.paused).toBe(false);
  const idOf = (isVoice: boolean) =>
    sfu.producers.find((producer) => producer.kind === 'audio' && producer.isVoice === isVoice)?.id ?? '';
  sfu.routers[0]?.speak([
    { producerId: idOf(false), volume: -10 },
    { producerId: idOf(true), volume: -30 },
  ]);
  await settle();
  expect(
    cy
      .told('speakers')
      .at(-1)
      ?.speakers.map(({ peerId }) => peerId),
  ).toEqual([ana.id]);
  expect(seen(ana, 'microphone')?.paused).toBe(false);
  expect(seen(ben, 'screenSound')?.paused).toBe(false);
});

test('[VW2] a screen is served after who is pinned and before who speaks', async () => {
  const { sfu, ana, ben, cy, seen } = await trio();
  await ana.sendMicrophone();
  const voice = sfu.producers.find((producer) => producer.kind === 'audio' && producer.isVoice);
  sfu.routers[0]?.speak([{ producerId: voice?.id ?? '', volume: -30 }]);
  const show = async (pinned: boolean) => {
    const views = [
      { peerId: ana.id, trackId: 'camera', ...full },
      { peerId: ben.id, trackId: 'camera', ...full, pinned },
      { peerId: ben.id, trackId: 'screen', ...small },
    ];
    await cy.request('setViews', { views });
    await settle();
    const priorities = [
      [seen(ana, 'camera')?.priority ?? 0, 'speaker'],
      [seen(ben, 'camera')?.priority ?? 0, 'other'],
      [seen(ben, 'screen')?.priority ?? 0, 'screen'],
    ] as const;
    return priorities.toSorted(([one], [other]) => other - one).map(([, name]) => name);
  };
  expect(await show(false)).toEqual(['screen', 'speaker', 'other']);
  expect(await show(true)).toEqual(['other', 'screen', 'speaker']);
});

test('[VW6] a screen is not withheld', async () => {
  const { sfu, clock, ana, ben, cy, seen, resume } = await trio();
  await resume();
  const views = [
    { peerId: ana.id, trackId: 'camera', ...full, pinned: true },
    { peerId: ben.id, trackId: 'camera', ...small },
    { peerId: ben.id, trackId: 'screen', ...full },
  ];
  await cy.request('setViews', { views });
  const receive = sfu.transports.find(({ id }) => id === cy.snapshot?.media.receiveTransport.id);
  if (receive) receive.available = 100_000;
  for (const consumer of receive?.consumers ?? []) consumer.forwarded = { spatial: 0, temporal: 0 };
  for (let second = 0; second < 8; second += 1) {
    clock.advance(1_000);
    await Promise.all([ana, ben, cy].map((person) => person.ask('ping')));
    await settle();
  }
  expect(seen(ben, 'camera')?.paused).toBe(true);
  expect(seen(ben, 'screen')?.paused).toBe(false);
  expect(cy.told('picturesWithheld').flatMap(({ pictures }) => pictures)).toContainEqual({
    peerId: ben.id,
    trackId: 'camera',
  });
});
