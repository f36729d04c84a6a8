// The endpoints against a real mediasoup. MEDIASOUP_WORKER_BIN names its program.
import { createWorker, type types } from 'mediasoup';
import type { Consumer, RtpCapabilities, Transport } from '@parley/protocol';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { clockOrigin, systemClock } from '../Clock.ts';
import { fingerprintOf, makeCertificate } from '../dtls/certificate.ts';
import { Histogram } from '../measure/Histogram.ts';
import { Recorder } from '../measure/Recorder.ts';
import { tonePackets } from '../media/tone.ts';
import { srtpProfiles, type SrtpProfile } from '../srtp/profiles.ts';
import { Camera } from './Camera.ts';
import { Endpoint } from './Endpoint.ts';
import { Microphone } from './Microphone.ts';
import { Pacer } from './Pacer.ts';
import { Reception } from './Reception.ts';
import { audioParameters, videoParameters, type Layer } from './sendParameters.ts';
import { Transmission } from './Transmission.ts';

const clock = systemClock(clockOrigin());
const certificate = makeCertificate(Date.now());
const fingerprints = [{ algorithm: 'sha-256' as const, value: fingerprintOf(certificate.der, 'sha-256') }];
let worker: types.Worker;
let router: types.Router;

beforeAll(async () => {
  worker = await createWorker({ logLevel: 'warn' });
  router = await worker.createRouter({
    mediaCodecs: [
      { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2, preferredPayloadType: 100 },
      { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000, preferredPayloadType: 101 },
    ],
  });
});

afterAll(() => {
  worker.close();
});

async function createTransport(): Promise<types.WebRtcTransport> {
  const transport = await router.createWebRtcTransport({
    listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }],
  });
  await transport.connect({ dtlsParameters: { role: 'client', fingerprints } });
  return transport;
}

function remoteOf({ id, iceParameters, iceCandidates, dtlsParameters }: types.WebRtcTransport): Transport {
  return { id, iceParameters, iceCandidates, dtlsParameters };
}

function consumerOf(consumer: types.Consumer): Consumer {
  const { id, kind, rtpParameters } = consumer;
  return { id, kind, rtpParameters, peerId: 'p', trackId: 't', paused: false } as Consumer;
}

async function setUp(): Promise<{
  sending: types.WebRtcTransport;
  receiving: types.WebRtcTransport;
  transmission: Transmission;
  reception: Reception;
  recorder: Recorder;
  pacer: Pacer;
}> {
  const recorder = new Recorder();
  const [sending, receiving] = await Promise.all([createTransport(), createTransport()]);
  const failed = (cause: string, detail: string) => recorder.failed(`${cause}: ${detail}`);
  const common = { certificate, clock, recorder, connected: () => {}, failed };
  const transmission = new Transmission({ ...common, remote: remoteOf(sending), cname: 'c' });
  const reception = new Reception({ ...common, remote: remoteOf(receiving), started: () => {} });
  const timer = setInterval(() => {
    reception.tick(clock.now());
    transmission.tick(clock.now());
  }, 50);
  receiving.observer.once('close', () => {
    clearInterval(timer);
  });
  return { sending, receiving, transmission, reception, recorder, pacer: new Pacer(clock, recorder) };
}

const capabilities = () => router.rtpCapabilities as RtpCapabilities;

const layers: Layer[] = [
  { width: 320, height: 180, bitrate: 150_000 },
  { width: 640, height: 360, bitrate: 500_000 },
  { width: 1280, height: 720, bitrate: 1_500_000 },
];

test.each(srtpProfiles)('ICE, DTLS and SRTP with $name', async (profile: SrtpProfile) => {
  const transport = await createTransport();
  const events: string[] = [];
  const endpoint = new Endpoint({
    remote: remoteOf(transport),
    certificate,
    clock,
    profiles: [profile],
    connected: () => events.push('connected'),
    rtp: () => {},
    rtcp: () => {},
    failed: (cause, detail) => events.push(`${cause}: ${detail}`),
  });
  await vi.waitFor(() => expect(events).toEqual(['connected']), 5_000);
  await vi.waitFor(() => expect(transport.dtlsState).toBe('connected'), 5_000);
  endpoint.close();
  await vi.waitFor(() => expect(transport.dtlsState).toBe('closed'), 5_000);
  transport.close();
});

test('another certificate than was announced is not talked to', async () => {
  const transport = await createTransport();
  const remote = remoteOf(transport);
  const forged = { ...remote, dtlsParameters: { fingerprints: fingerprints.slice() } };
  const failed = await new Promise<string>((resolve) => {
    const parts = { remote: forged, certificate, clock, connected: () => resolve('connected') };
    // eslint-disable-next-line no-new
    new Endpoint({ ...parts, rtp: () => {}, rtcp: () => {}, failed: (_, detail) => resolve(detail) });
  });
  expect(failed).toBe('the certificate has another fingerprint');
  transport.close();
});

test('a tone arrives whole, on time, and is what was sent', async () => {
  const { sending, receiving, transmission, reception, recorder, pacer } = await setUp();
  const choice = audioParameters(capabilities(), 1111, 'c');
  const producer = await sending.produce({
    kind: 'audio',
    rtpParameters: choice.rtpParameters as types.RtpParameters,
  });
  const consumer = await receiving.consume({
    producerId: producer.id,
    rtpCapabilities: router.rtpCapabilities,
  });
  reception.add(consumerOf(consumer), true);
  const packets = tonePackets(32_000);
  const parts = { transmission, choice, packets, ssrc: 1111, speaking: true, from: clock.now() };
  const microphone = new Microphone(parts);
  pacer.add(microphone);
  await vi.waitFor(() => expect(recorder.counts.received).toBeGreaterThan(100), 10_000);
  pacer.remove(microphone);
  const { counts, histograms, failures } = recorder.take();
  expect(failures).toEqual({});
  expect(counts).toMatchObject({ received: counts.expected, duplicates: 0, damaged: 0 });
  expect(counts.opened).toBeGreaterThan(5);
  // As many as packets: each has its time of sending.
  expect(Histogram.of(histograms.latency).count).toBe(counts.received);
  transmission.close();
  reception.close();
  sending.close();
  receiving.close();
});

test('mediasoup believes the feedback: its estimate rises, and it takes the largest size', async () => {
  const { sending, receiving, transmission, reception, recorder, pacer } = await setUp();
  const ssrcs = [11, 12, 21, 22, 31, 32];
  const choice = videoParameters(capabilities(), { codec: 'VP8', layers, ssrcs, cname: 'c' });
  const producer = await sending.produce({
    kind: 'video',
    rtpParameters: choice.rtpParameters as types.RtpParameters,
  });
  const consumer = await receiving.consume({
    producerId: producer.id,
    rtpCapabilities: router.rtpCapabilities,
  });
  expect(consumer.type).toBe('simulcast');
  reception.add(consumerOf(consumer), true);
  const camera = new Camera({
    transmission,
    choice,
    codec: 'VP8',
    layers,
    ssrcs,
    phase: 0,
    now: clock.now(),
  });
  for (const layer of camera.layers) pacer.add(layer);
  await vi.waitFor(async () => {
    const [stats] = await receiving.getStats();
    expect(stats?.availableOutgoingBitrate).toBeGreaterThan(1_500_000);
    expect(consumer.currentLayers).toMatchObject({ spatialLayer: 2 });
  }, 30_000);
  const { counts, failures } = recorder.take();
  expect(failures).toEqual({});
  expect(counts.damaged).toBe(0);
  // Whether it asks now is its own affair: it may be waiting for a picture already, or have had one unasked. But one comes.
  await producer.enableTraceEvent(['keyframe']);
  let hasKeyFrame = false;
  producer.on('trace', () => (hasKeyFrame = true));
  await consumer.requestKeyFrame();
  await vi.waitFor(() => expect(hasKeyFrame).toBe(true), 5_000);
  // Who wants less gets less.
  camera.setDemand(1);
  await vi.waitFor(() => expect(consumer.currentLayers).toMatchObject({ spatialLayer: 0 }), 20_000);
  for (const layer of camera.layers) pacer.remove(layer);
  transmission.close();
  reception.close();
  sending.close();
  receiving.close();
}, 60_000);
