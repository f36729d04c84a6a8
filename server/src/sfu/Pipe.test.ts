// What a pipe carries: real packets between real workers. MEDIASOUP_WORKER_BIN names their program.
import type { types } from 'mediasoup';
import { afterEach, expect, it } from 'vitest';
import { MemoryLog } from '../testing/MemoryLog.ts';
import { pictureLosses, senderReport, vp8Packet } from '../testing/packets.ts';
import { browserRtpCapabilities, vp8SimulcastParameters } from '../testing/rtp.ts';
import { workerPools } from '../testing/workerPools.ts';
import { Pipe } from './Pipe.ts';
import { RouterPart } from './RouterPart.ts';

const pools = workerPools({ port: 23_000, log: new MemoryLog() });

afterEach(pools.close);

async function twoParts(): Promise<[RouterPart, RouterPart]> {
  const pool = await pools.start({ workers: 2 });
  const events = { died: () => {}, speakers: () => {}, empty: () => {} };
  const part = () => pool.withWorker((slot) => RouterPart.create(slot, events));
  return [await part(), await part()];
}

/** Of the streams of `simulcast()`, which is told apart by how large its packets are. */
const sizes = [100, 200, 300] as const;
const ssrcOf = (layer: number): number => 1_000 + layer;

/** A camera in three sizes, of which each sends a key frame only when it is asked for one. */
async function simulcast(router: types.Router) {
  const transport = await router.createDirectTransport();
  const rtpParameters = {
    ...vp8SimulcastParameters,
    encodings: sizes.map((_, layer) => ({ ssrc: ssrcOf(layer), scalabilityMode: 'L1T1' })),
  } as types.RtpParameters;
  const producer = await transport.produce({ kind: 'video', rtpParameters });
  const asked = new Set<number>();
  transport.on('rtcp', (packet) => pictureLosses(packet).forEach((ssrc) => asked.add(ssrc)));
  let sequenceNumber = 0;
  const sending = setInterval(() => {
    sequenceNumber += 1;
    for (const [layer, size] of sizes.entries()) {
      const ssrc = ssrcOf(layer);
      producer.send(vp8Packet({ sequenceNumber, ssrc, size, key: asked.delete(ssrc) }));
      if (sequenceNumber % 10 === 0) {
        transport.sendRtcp(senderReport({ sequenceNumber, ssrc }, Date.now()));
      }
    }
  }, 10);
  return { producer, stop: () => clearInterval(sending) };
}

it('carries all sizes of a picture, and brings the wish for one back to its sender', async () => {
  const [here, there] = await twoParts();
  const pipe = await Pipe.between(here, there);
  const { producer, stop } = await simulcast(here.router);
  try {
    const ends = await pipe.carry(producer.id, here);
    expect(ends.producer.id).toBe(producer.id);
    const receiver = await there.router.createDirectTransport();
    const consumer = await receiver.consume({
      producerId: producer.id,
      rtpCapabilities: browserRtpCapabilities as types.RtpCapabilities,
    });
    let last = 0;
    consumer.on('rtp', (packet) => (last = sizes.find((size) => packet.length < size + 100) ?? 0));
    for (const spatialLayer of [2, 0, 1]) {
      await consumer.setPreferredLayers({ spatialLayer });
      await expect.poll(() => last, { timeout: 10_000 }).toBe(sizes[spatialLayer]);
      expect(consumer.currentLayers?.spatialLayer).toBe(spatialLayer);
    }
  } finally {
    stop();
  }
});

it('leaves nothing behind when it cannot be made', async () => {
  const [here, there] = await twoParts();
  there.close();
  await expect(Pipe.between(here, there)).rejects.toMatchObject({ code: 'media_unavailable' });
  expect((await here.router.dump()).transportIds).toEqual([]);
});

it('ends on both sides with either', async () => {
  const [here, there] = await twoParts();
  await Pipe.between(here, there);
  there.close();
  await expect.poll(async () => (await here.router.dump()).transportIds).toEqual([]);
});
