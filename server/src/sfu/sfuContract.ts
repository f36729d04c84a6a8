// Over 300 lines: a contract is read in one piece.
// What every Sfu promises, as tests that each implementation runs.
import { Ajv } from 'ajv';
import { RtpCapabilities, RtpParameters, Transport } from '@parley/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import type { RouterEvents, Sfu, SfuRouter, SfuTransport } from '../call/ports.ts';
import {
  browserRtpCapabilities,
  fingerprints,
  h264RtpCapabilities,
  opusParameters,
  vp8SimulcastParameters,
} from '../testing/rtp.ts';

export interface SfuUnderTest {
  sfu: Sfu;
  /** Makes every worker die, as it would by a crash. */
  killWorkers(): void;
}

const ajv = new Ajv({ strict: false });

/** What the schema has against the value as it arrives at a client: as JSON. */
function schemaErrors(schema: object, value: unknown): unknown {
  const validate = ajv.compile(schema);
  validate(JSON.parse(JSON.stringify(value)));
  return validate.errors;
}

const camera = { kind: 'video', rtpParameters: vp8SimulcastParameters, paused: false } as const;
const microphone = { kind: 'audio', rtpParameters: opusParameters, paused: false } as const;

export function describeSfu(name: string, makeSfu: () => Promise<SfuUnderTest>): void {
  describe(`${name} as an Sfu`, () => {
    let underTest: SfuUnderTest;
    let events: { died: Mock<RouterEvents['died']>; speakers: Mock<RouterEvents['speakers']> };
    let router: SfuRouter;
    let sender: SfuTransport;
    let receiver: SfuTransport;

    beforeAll(async () => {
      underTest = await makeSfu();
    });

    afterAll(() => underTest.sfu.close());

    beforeEach(async () => {
      events = { died: vi.fn<RouterEvents['died']>(), speakers: vi.fn<RouterEvents['speakers']>() };
      router = await underTest.sfu.createRouter(events);
      sender = await router.createTransport({ fingerprints });
      receiver = await router.createTransport({ fingerprints });
    });

    afterEach(() => router.close());

    const died = (): Promise<void> => vi.waitFor(() => expect(events.died).toHaveBeenCalled());

    it('transport.reading() and producer.bitrate() tell how much comes and goes', async () => {
      const producer = await sender.produce(camera);
      expect(await producer.bitrate()).toEqual(expect.any(Number));
      expect(await sender.reading()).toMatchObject({
        bitsIn: expect.any(Number),
        bitsOut: expect.any(Number),
      });
      sender.close();
      await expect(sender.reading()).rejects.toMatchObject({ code: 'media_unavailable' });
    });

    it('runs while a worker does', () => {
      expect(underTest.sfu.running).toBe(true);
    });

    describe('capabilities and transports', () => {
      it('routerRtpCapabilities are valid for the protocol', () => {
        expect(schemaErrors(RtpCapabilities, underTest.sfu.routerRtpCapabilities)).toBeNull();
      });

      it('the parameters of a transport are valid for the protocol', () => {
        expect(schemaErrors(Transport, sender.parameters)).toBeNull();
      });

      it('a transport is the DTLS server, so that the client is the DTLS client', () => {
        expect(sender.parameters.dtlsParameters.role).toBe('server');
      });

      it('a transport offers UDP first, and TCP', () => {
        const byPriority = sender.parameters.iceCandidates.toSorted((a, b) => b.priority - a.priority);
        expect(byPriority.map(({ protocol }) => protocol)).toEqual(['udp', 'tcp']);
      });

      it('two transports differ in id and ICE credentials', () => {
        expect(receiver.parameters.id).not.toBe(sender.parameters.id);
        expect(receiver.parameters.iceParameters).not.toEqual(sender.parameters.iceParameters);
      });

      it('bandwidth() is a rate', async () => {
        expect(await sender.bandwidth()).toBeGreaterThan(0);
      });

      it('restartIce() gives new credentials, valid for the protocol', async () => {
        const iceParameters = await sender.restartIce();
        expect(schemaErrors(Transport.properties.iceParameters, iceParameters)).toBeNull();
        expect(iceParameters.usernameFragment).not.toBe(sender.parameters.iceParameters.usernameFragment);
        expect(iceParameters.password).not.toBe(sender.parameters.iceParameters.password);
      });
    });

    describe('produce()', () => {
      it('takes simulcast VP8 and Opus on the same transport', async () => {
        const video = await sender.produce(camera);
        const audio = await sender.produce(microphone);
        expect([video.kind, audio.kind]).toEqual(['video', 'audio']);
        expect(video.id).not.toBe(audio.id);
      });

      it('a producer knows in how many sizes it comes', async () => {
        expect((await sender.produce(microphone)).sizes).toBe(1);
        expect((await sender.produce(camera)).sizes).toBe(3);
      });

      it('leaves the given RTP parameters as they are', async () => {
        const before = structuredClone(vp8SimulcastParameters);
        await sender.produce(camera);
        expect(vp8SimulcastParameters).toEqual(before);
      });

      it('a producer can be paused and resumed', async () => {
        const producer = await sender.produce({ ...microphone, paused: true });
        await expect(producer.resume()).resolves.toBeUndefined();
        await expect(producer.pause()).resolves.toBeUndefined();
        await expect(producer.pause()).resolves.toBeUndefined();
      });

      it('the same parameters can be produced again after a close', async () => {
        (await sender.produce(camera)).close();
        await expect(sender.produce(camera)).resolves.toBeDefined();
      });

      const refused = {
        'no codecs': { ...camera, rtpParameters: { ...vp8SimulcastParameters, codecs: [] } },
        'a codec that the router lacks': {
          ...microphone,
          rtpParameters: {
            ...opusParameters,
            codecs: [{ mimeType: 'audio/PCMU', payloadType: 0, clockRate: 8_000 }],
          },
        },
        'codecs of the other kind': { ...camera, rtpParameters: opusParameters },
        'retransmission of a codec that is not there': {
          ...camera,
          rtpParameters: { ...vp8SimulcastParameters, codecs: vp8SimulcastParameters.codecs.slice(1) },
        },
        'an unknown header extension': {
          ...microphone,
          rtpParameters: { ...opusParameters, headerExtensions: [{ uri: 'urn:x-unknown', id: 9 }] },
        },
      } as const;
      for (const [what, options] of Object.entries(refused)) {
        it(`with ${what} rejects with unsupported_media`, async () => {
          const producing = sender.produce(options as unknown as Parameters<SfuTransport['produce']>[0]);
          await expect(producing).rejects.toMatchObject({ name: 'CallError', code: 'unsupported_media' });
        });
      }

      it('with the MID of another producer rejects with unsupported_media', async () => {
        await sender.produce(camera);
        await expect(sender.produce(camera)).rejects.toMatchObject({ code: 'unsupported_media' });
      });

      it('works after a refusal', async () => {
        await sender.produce(refused['an unknown header extension'] as never).catch(() => {});
        await expect(sender.produce(microphone)).resolves.toBeDefined();
      });
    });

    describe('canConsume() and consume()', () => {
      it('canConsume() is true for a browser with the codec and false for one without', async () => {
        const { id } = await sender.produce(camera);
        expect(router.canConsume(id, browserRtpCapabilities)).toBe(true);
        expect(router.canConsume(id, h264RtpCapabilities)).toBe(false);
      });

      it('canConsume() is false for a producer that is not there', () => {
        expect(router.canConsume('nobody', browserRtpCapabilities)).toBe(false);
      });

      it('a consumer has the kind of its producer and parameters valid for the protocol', async () => {
        for (const options of [camera, microphone]) {
          const { id, kind } = await sender.produce(options);
          const consumer = await receiver.consume({
            producerId: id,
            rtpCapabilities: browserRtpCapabilities,
            paused: false,
          });
          expect(consumer.kind).toBe(kind);
          expect(schemaErrors(RtpParameters, consumer.rtpParameters)).toBeNull();
        }
      });

      it('a simulcast producer is consumed as one stream', async () => {
        const { id } = await sender.produce(camera);
        const options = { producerId: id, rtpCapabilities: browserRtpCapabilities, paused: false };
        const { rtpParameters } = await receiver.consume(options);
        expect(rtpParameters.encodings).toHaveLength(1);
        expect(rtpParameters.encodings?.[0]?.scalabilityMode).toBe('L3T3');
      });

      it('consumers of one transport have different MIDs', async () => {
        const { id } = await sender.produce(camera);
        const options = { producerId: id, rtpCapabilities: browserRtpCapabilities, paused: false };
        const mids = [await receiver.consume(options), await receiver.consume(options)].map(
          ({ rtpParameters }) => rtpParameters.mid,
        );
        expect(new Set(mids).size).toBe(2);
      });

      it('a consumer starts paused or not, as asked, and resume() ends the pause', async () => {
        const { id } = await sender.produce(camera);
        const options = { producerId: id, rtpCapabilities: browserRtpCapabilities };
        expect((await receiver.consume({ ...options, paused: false })).paused).toBe(false);
        const consumer = await receiver.consume({ ...options, paused: true });
        expect(consumer.paused).toBe(true);
        await consumer.resume();
        expect(consumer.paused).toBe(false);
        await consumer.pause();
        expect(consumer.paused).toBe(true);
      });

      it('takes layers and a priority for pictures, also those that are not there, and for voices', async () => {
        for (const options of [camera, microphone]) {
          const { id } = await sender.produce(options);
          const consumer = await receiver.consume({
            producerId: id,
            rtpCapabilities: browserRtpCapabilities,
            paused: false,
            layers: { spatial: 0, temporal: 1 },
          });
          await expect(consumer.setLayers({ spatial: 7, temporal: 2 })).resolves.toBeUndefined();
          await expect(consumer.setPriority(255)).resolves.toBeUndefined();
        }
      });

      it('consume() with incompatible capabilities rejects with unsupported_media', async () => {
        const { id } = await sender.produce(camera);
        const options = { producerId: id, rtpCapabilities: h264RtpCapabilities, paused: false };
        await expect(receiver.consume(options)).rejects.toMatchObject({ code: 'unsupported_media' });
      });

      it('consume() of a producer that is gone rejects with not_found', async () => {
        const producer = await sender.produce(camera);
        producer.close();
        const options = { producerId: producer.id, rtpCapabilities: browserRtpCapabilities, paused: false };
        await expect(receiver.consume(options)).rejects.toMatchObject({ code: 'not_found' });
      });
    });

    describe('createTap()', () => {
      it('gives what is sent in every codec, paused at first, under a number of its own', async () => {
        const tap = await router.createTap();
        const video = await tap.consume((await sender.produce(camera)).id);
        const audio = await tap.consume((await sender.produce(microphone)).id);
        expect([video.paused, audio.paused]).toEqual([true, true]);
        const [picture, voice] = [video, audio].map(({ rtpParameters }) => rtpParameters);
        expect(picture?.codecs.map(({ mimeType }) => mimeType)).toEqual(['video/VP8']);
        expect(voice?.codecs.map(({ mimeType }) => mimeType)).toEqual(['audio/opus']);
        expect(picture?.encodings?.[0]?.ssrc).not.toBe(voice?.encodings?.[0]?.ssrc);
        await video.resume();
        expect(video.paused).toBe(false);
      });

      it('connect() tells once where to send to', async () => {
        const tap = await router.createTap();
        expect(tap.local.port).toBeGreaterThan(0);
        await tap.connect({ address: '127.0.0.1', port: 29_000 });
        await expect(tap.connect({ address: '127.0.0.1', port: 29_001 })).rejects.toThrow('connect');
      });

      it('consume() of a producer that is gone rejects with not_found', async () => {
        const tap = await router.createTap();
        const producer = await sender.produce(camera);
        producer.close();
        await expect(tap.consume(producer.id)).rejects.toMatchObject({ code: 'not_found' });
      });

      it('close() closes its consumers and leaves the producers', async () => {
        const tap = await router.createTap();
        const { id } = await sender.produce(camera);
        const consumer = await tap.consume(id);
        tap.close();
        tap.close();
        await expect(consumer.resume()).rejects.toMatchObject({ code: 'media_unavailable' });
        expect(router.canConsume(id, browserRtpCapabilities)).toBe(true);
      });
    });

    describe('close()', () => {
      it('of a producer closes its consumers', async () => {
        const producer = await sender.produce(camera);
        const consumer = await receiver.consume({
          producerId: producer.id,
          rtpCapabilities: browserRtpCapabilities,
          paused: true,
        });
        producer.close();
        expect(router.canConsume(producer.id, browserRtpCapabilities)).toBe(false);
        await expect(consumer.resume()).rejects.toMatchObject({ code: expect.any(String) });
      });

      it('of a transport closes what it produces', async () => {
        const { id } = await sender.produce(camera);
        sender.close();
        expect(router.canConsume(id, browserRtpCapabilities)).toBe(false);
      });

      it('of a consumer leaves the producer', async () => {
        const { id } = await sender.produce(camera);
        const options = { producerId: id, rtpCapabilities: browserRtpCapabilities, paused: false };
        (await receiver.consume(options)).close();
        await expect(receiver.consume(options)).resolves.toBeDefined();
      });

      it('is idempotent for everything', async () => {
        const producer = await sender.produce(camera);
        const options = { producerId: producer.id, rtpCapabilities: browserRtpCapabilities, paused: false };
        const consumer = await receiver.consume(options);
        for (const thing of [consumer, producer, sender, receiver, router]) {
          thing.close();
          expect(() => thing.close()).not.toThrow();
        }
      });

      it('makes requests to what is closed reject with media_unavailable', async () => {
        const producer = await sender.produce(camera);
        router.close();
        const unavailable = { name: 'CallError', code: 'media_unavailable' };
        await expect(router.createTransport({ fingerprints })).rejects.toMatchObject(unavailable);
        await expect(sender.produce(microphone)).rejects.toMatchObject(unavailable);
        await expect(sender.restartIce()).rejects.toMatchObject(unavailable);
        await expect(sender.bandwidth()).rejects.toMatchObject(unavailable);
        await expect(producer.pause()).rejects.toMatchObject(unavailable);
      });

      it('makes a request that is under way reject with media_unavailable', async () => {
        const producing = sender.produce(camera);
        router.close();
        await expect(producing).rejects.toMatchObject({ code: 'media_unavailable' });
      });
    });

    describe('the death of the workers', () => {
      it('is told to the router once', async () => {
        underTest.killWorkers();
        await died();
        router.close();
        expect(events.died).toHaveBeenCalledTimes(1);
      });

      it('is not told to a router that was closed', async () => {
        const other = { died: vi.fn<() => void>(), speakers: () => {} };
        (await underTest.sfu.createRouter(other)).close();
        underTest.killWorkers();
        await died();
        expect(other.died).not.toHaveBeenCalled();
      });

      it('makes requests reject with media_unavailable, those under way too', async () => {
        const underWay = sender.produce(camera);
        underTest.killWorkers();
        const outcome = await underWay.then(
          () => 'produced before',
          ({ code }: { code: string }) => code,
        );
        expect(['produced before', 'media_unavailable']).toContain(outcome);
        await died();
        await expect(sender.produce(microphone)).rejects.toMatchObject({ code: 'media_unavailable' });
      });

      it('leaves canConsume() false and close() harmless', async () => {
        const producer = await sender.produce(camera);
        underTest.killWorkers();
        await died();
        expect(router.canConsume(producer.id, browserRtpCapabilities)).toBe(false);
        producer.close();
        sender.close();
        router.close();
      });

      it('does not keep createRouter() from giving a router that works', async () => {
        underTest.killWorkers();
        await died();
        router = await underTest.sfu.createRouter(events);
        const transport = await router.createTransport({ fingerprints });
        await expect(transport.produce(camera)).resolves.toBeDefined();
      });

      it('lets the listener of died() ask for the next router at once', async () => {
        const next = new Promise<SfuRouter>((resolve, reject) => {
          events.died.mockImplementation(() => underTest.sfu.createRouter(events).then(resolve, reject));
        });
        underTest.killWorkers();
        router = await next;
        await expect(router.createTransport({ fingerprints })).resolves.toBeDefined();
      });
    });
  });

  describe(`${name} after close()`, () => {
    it('refuses routers with media_unavailable, tells nobody of a death, and can be closed again', async () => {
      const { sfu } = await makeSfu();
      const events = { died: vi.fn<() => void>(), speakers: () => {} };
      const router = await sfu.createRouter(events);
      await sfu.close();
      await sfu.close();
      expect(events.died).not.toHaveBeenCalled();
      await expect(sfu.createRouter(events)).rejects.toMatchObject({ code: 'media_unavailable' });
      await expect(router.createTransport({ fingerprints })).rejects.toMatchObject({
        code: 'media_unavailable',
      });
    });
  });
}
