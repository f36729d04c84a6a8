import { expect, test } from 'vitest';
import { browserRtpCapabilities, vp8SimulcastParameters } from '../testing/rtp.ts';
import { settle, testServer } from '../testing/testServer.ts';

/** A browser that cannot decode AV1. */
const withoutAv1 = {
  ...browserRtpCapabilities,
  codecs: browserRtpCapabilities.codecs.filter(({ mimeType }) => mimeType !== 'video/AV1'),
};

test('[TR10] a room has the codec of the deployment as long as everybody can decode it', async () => {
  const server = testServer({ videoCodec: 'av1' });
  const ana = await server.joined();
  expect(ana.joinedWith.room.videoCodec).toBe('av1');
  expect((await server.joined()).joinedWith.room.videoCodec).toBe('av1');
  const listener = await server.joined({ rtpCapabilities: withoutAv1, subscribe: ['audio'] });
  expect(listener.joinedWith.room.videoCodec).toBe('av1');
  expect(ana.told('videoCodecChanged')).toEqual([]);
});

test('[TR10] with the first who cannot, it is VP8 for everybody and for good', async () => {
  const server = testServer({ videoCodec: 'av1' });
  const ana = await server.joined();
  const ben = await server.joined({ rtpCapabilities: withoutAv1 });
  const cleo = await server.joined({ rtpCapabilities: withoutAv1 });
  expect([ben, cleo].map(({ joinedWith }) => joinedWith.room.videoCodec)).toEqual(['vp8', 'vp8']);
  expect(ana.told('videoCodecChanged')).toEqual([{ videoCodec: 'vp8' }]);
  expect(cleo.told('videoCodecChanged')).toEqual([]);
  await ben.ask('leave');
  await cleo.ask('leave');
  expect((await server.joined()).joinedWith.room.videoCodec).toBe('vp8');
});

test('[JN9] who opens a room may say in which codec, and whoever comes later may not', async () => {
  const server = testServer({ videoCodec: 'h264' });
  const ana = await server.joined({ settings: { videoCodec: 'vp9' } });
  expect(ana.joinedWith.room.videoCodec).toBe('vp9');
  const ben = await server.joined({ settings: { videoCodec: 'av1' } });
  expect(ben.joinedWith.room.videoCodec).toBe('vp9');
  await ana.ask('leave');
  await ben.ask('leave');
  expect((await server.joined({ settings: {} })).joinedWith.room.videoCodec).toBe('h264');
});

test('[JN9] a codec that there is not is refused', async () => {
  const settings = { videoCodec: 'theora' as 'vp8' };
  await expect(testServer().joined({ settings })).rejects.toThrow('invalid_request');
});

test('[TR5] a track that is sent in another way is the same track with another consumer', async () => {
  const { joined, sfu } = testServer();
  const ana = await joined();
  const ben = await joined();
  await ana.sendCamera();
  await settle();
  const track = { id: 'camera', kind: 'video', source: 'camera', muted: false } as const;
  const rtpParameters = { ...vp8SimulcastParameters, mid: '7' };
  await ana.request('produce', { mediaId: ana.mediaId, track, rtpParameters, replace: true });
  await settle();
  expect(sfu.producers.map((producer) => producer.rtpParameters.mid)).toEqual(['7']);
  expect(sfu.consumers).toHaveLength(1);
  expect(ben.newsMethods).toEqual(['trackAdded', 'consumerAdded', 'consumerClosed', 'consumerAdded']);
});
