import { limits } from '@parley/protocol';
import { expect, test } from 'vitest';
import { h264RtpCapabilities, opusParameters, vp8SimulcastParameters } from '../testing/rtp.ts';
import type { TestClient } from '../testing/TestClient.ts';
import { settle, testServer } from '../testing/testServer.ts';

async function pair() {
  const server = testServer();
  const ana = await server.joined({ displayName: 'Ana' });
  const ben = await server.joined({ displayName: 'Ben' });
  return { ...server, ana, ben };
}

/** The consumer that a client was told of first. */
const firstConsumer = (client: TestClient) => {
  const [added] = client.told('consumerAdded');
  if (!added) throw new Error('no consumer was added');
  return added.consumer;
};

test('[TR1] produce tells the others of the track, then gives them a consumer', async () => {
  const { ana, ben } = await pair();
  await ana.sendCamera();
  await settle();
  expect(ben.newsMethods).toEqual(['trackAdded', 'consumerAdded']);
  expect(ben.told('trackAdded')).toEqual([
    { peerId: ana.id, track: { id: 'camera', kind: 'video', source: 'camera', muted: false } },
  ]);
  expect(firstConsumer(ben)).toMatchObject({ peerId: ana.id, trackId: 'camera', kind: 'video' });
  expect(firstConsumer(ben).rtpParameters.codecs[0]?.mimeType).toBe('video/VP8');
  expect(ana.newsMethods).toEqual(['peerJoined', 'trackDemand']);
});

test('[TR2] a consumer that comes later starts paused, until the client resumes it', async () => {
  const { ana, ben, sfu } = await pair();
  await ana.sendCamera();
  await settle();
  const { id, paused } = firstConsumer(ben);
  expect(paused).toBe(true);
  expect(sfu.consumers.map((consumer) => consumer.paused)).toEqual([true]);
  await ben.request('resumeConsumers', { consumerIds: [id] });
  expect(sfu.consumers.map((consumer) => consumer.paused)).toEqual([false]);
});

test('[TR2] several consumers are resumed at once, even when one of them is gone', async () => {
  const { ana, ben, sfu } = await pair();
  await ana.sendCamera();
  await ana.sendMicrophone();
  await settle();
  const consumerIds = ben.told('consumerAdded').map(({ consumer }) => consumer.id);
  expect(await ben.refused('resumeConsumers', { consumerIds: ['gone', ...consumerIds] })).toBe('not_found');
  expect(sfu.consumers.map((consumer) => consumer.paused)).toEqual([false, false]);
});

test('[TR3] muting pauses the producer and tells the others once', async () => {
  const { ana, ben, sfu } = await pair();
  await ana.sendMicrophone();
  for (const muted of [true, true, false, false]) {
    await ana.request('setTrackMuted', { trackId: 'microphone', muted });
    expect(sfu.producers.map((producer) => producer.paused)).toEqual([muted]);
  }
  expect(ben.told('trackChanged')).toEqual([
    { peerId: ana.id, trackId: 'microphone', muted: true },
    { peerId: ana.id, trackId: 'microphone', muted: false },
  ]);
});

test('[TR3] a track that is sent muted is not forwarded', async () => {
  const { ana, sfu } = await pair();
  await ana.sendMicrophone({ muted: true });
  expect(sfu.producers.map((producer) => producer.paused)).toEqual([true]);
});

test('[TR4] closing a track closes its consumers, then tells the others', async () => {
  const { ana, ben, sfu } = await pair();
  await ana.sendCamera();
  await settle();
  await ana.request('closeTrack', { trackId: 'camera' });
  expect(ben.newsMethods.slice(-2)).toEqual(['consumerClosed', 'trackRemoved']);
  expect(ben.told('consumerClosed')).toEqual([{ consumerId: firstConsumer(ben).id }]);
  expect(sfu.producers).toEqual([]);
  expect(sfu.consumers).toEqual([]);
  await ana.sendCamera();
  await settle();
  expect(ben.told('consumerAdded')).toHaveLength(2);
});

test('[TR4] a consumer that is being made for a track that closes meanwhile is never told of', async () => {
  const { ana, ben, sfu } = await pair();
  const gate = sfu.holdNext('consume');
  await ana.sendCamera();
  await expect.poll(() => gate.reached).toBe(true);
  await ana.request('closeTrack', { trackId: 'camera' });
  gate.release();
  await settle();
  expect(ben.newsMethods).toEqual(['trackAdded', 'trackRemoved']);
  expect(sfu.consumers).toEqual([]);
});

test('[TR5] what cannot be produced is refused with its reason', async () => {
  const { ana, ben } = await pair();
  await ana.sendCamera();
  await expect(ana.sendCamera()).rejects.toThrow('track_exists');
  const { mediaId } = ana;
  const camera = { id: 'other', kind: 'video', source: 'camera', muted: false } as const;
  const produce = (data: object) => ana.refused('produce', { mediaId, track: camera, ...data });
  expect(await produce({ rtpParameters: vp8SimulcastParameters, mediaId: 'old' })).toBe('stale_media');
  expect(await produce({ rtpParameters: vp8SimulcastParameters, mediaId: ben.mediaId })).toBe('stale_media');
  expect(await produce({ rtpParameters: { codecs: [] } })).toBe('invalid_request');
  const voice = { ...camera, source: 'microphone' };
  expect(await produce({ rtpParameters: vp8SimulcastParameters, track: voice })).toBe('invalid_request');
  expect(await produce({ rtpParameters: opusParameters })).toBe('unsupported_media');
  const strange = { ...vp8SimulcastParameters.codecs[0], mimeType: 'video/unheard-of', payloadType: 100 };
  expect(await produce({ rtpParameters: { ...vp8SimulcastParameters, mid: '9', codecs: [strange] } })).toBe(
    'unsupported_media',
  );
  expect(ben.told('trackAdded')).toHaveLength(1);
});

test('[TR5] a peer sends so many tracks and no more', async () => {
  const { ana } = await pair();
  const send = (n: number) =>
    ana.ask('produce', {
      mediaId: ana.mediaId,
      track: { id: `t${n}`, kind: 'audio', source: 'microphone', muted: true },
      rtpParameters: { ...opusParameters, mid: `m${n}`, encodings: [{ ssrc: 1000 + n }] },
    });
  for (let n = 0; n < limits.tracksPerPeer; n += 1) expect(await send(n)).toMatchObject({ ok: true });
  expect(await send(99)).toMatchObject({ error: { code: 'too_many_tracks' } });
});

test('[TR6] ids of another peer are not found, and nothing happens to them', async () => {
  const { ana, ben, sfu } = await pair();
  await ana.sendCamera();
  await settle();
  const consumerId = firstConsumer(ben).id;
  const transportId = ben.snapshot?.media.receiveTransport.id ?? '';
  expect(await ana.refused('resumeConsumers', { consumerIds: [consumerId] })).toBe('not_found');
  expect(await ana.refused('restartIce', { transportId })).toBe('not_found');
  expect(await ben.refused('closeTrack', { trackId: 'camera' })).toBe('not_found');
  expect(await ben.refused('setTrackMuted', { trackId: 'camera', muted: true })).toBe('not_found');
  expect(sfu.consumers.map((consumer) => consumer.paused)).toEqual([true]);
  expect(sfu.producers.map((producer) => producer.paused)).toEqual([false]);
});

test('[TR7] who does not want a kind, or cannot decode a codec, gets no consumer for it', async () => {
  const { ana, joined } = await pair();
  const listener = await joined({ subscribe: ['audio'] });
  const withoutVp8 = await joined({ rtpCapabilities: h264RtpCapabilities });
  await ana.sendMicrophone();
  await ana.sendCamera();
  await settle();
  const kinds = (client: TestClient) => client.told('consumerAdded').map(({ consumer }) => consumer.kind);
  expect(kinds(listener)).toEqual(['audio']);
  expect(kinds(withoutVp8)).toEqual(['audio']);
});

test('[TR7] a consumer that fails concerns nobody else', async () => {
  const { ana, ben, joined, sfu } = await pair();
  const cleo = await joined();
  sfu.failNext('consume', new Error('no luck'));
  await ana.sendCamera();
  await settle();
  const added = [ben, cleo].map((client) => client.told('consumerAdded').length);
  expect(added.toSorted((a, b) => a - b)).toEqual([0, 1]);
});

test('[TR8] who speaks is told to everybody by peer', async () => {
  const { ana, ben, sfu } = await pair();
  await ana.sendMicrophone();
  const producerId = sfu.producers[0]?.id ?? '';
  sfu.routers[0]?.speak([{ producerId, volume: -20 }]);
  sfu.routers[0]?.speak([]);
  for (const client of [ana, ben]) {
    expect(client.told('speakers')).toEqual([
      { speakers: [{ peerId: ana.id, volume: -20 }] },
      { speakers: [] },
    ]);
  }
});

test('[TR8] of more than are forwarded, the loudest are told', async () => {
  const { joined, sfu } = testServer({ voices: 2 });
  const people = [await joined(), await joined(), await joined()];
  for (const person of people) await person.sendMicrophone();
  const volumes = sfu.producers.map(({ id }, n) => ({ producerId: id, volume: -20 - n }));
  sfu.routers[0]?.speak(volumes);
  const told = people[2]
    ?.told('speakers')
    .at(-1)
    ?.speakers.map(({ peerId }) => peerId);
  expect(told).toEqual(people.slice(0, 2).map(({ id }) => id));
});

test('[TR9] an ICE restart gives new credentials for one transport', async () => {
  const { ana } = await pair();
  const transport = ana.snapshot?.media.sendTransport;
  const { iceParameters } = await ana.request('restartIce', { transportId: transport?.id ?? '' });
  expect(iceParameters.usernameFragment).not.toBe(transport?.iceParameters.usernameFragment);
});
