// A room on more workers than one, on real ones. MEDIASOUP_WORKER_BIN names their program. Over 300 lines, since all of
// its cases share what starts those workers.
import * as mediasoup from 'mediasoup';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RouterEvents, SfuTransport } from '../call/ports.ts';
import { FakeClock } from '../testing/FakeClock.ts';
import { MemoryLog } from '../testing/MemoryLog.ts';
import { opusPacket } from '../testing/packets.ts';
import {
  browserRtpCapabilities,
  fingerprints,
  opusParameters,
  vp8SimulcastParameters,
} from '../testing/rtp.ts';
import { workerPools } from '../testing/workerPools.ts';
import { MediasoupRouter } from './MediasoupRouter.ts';
import { PIPE_GRACE } from './PipedProducer.ts';
import type { WorkerPool } from './WorkerPool.ts';

const pools = workerPools({ port: 22_000, log: new MemoryLog() });
const microphone = { kind: 'audio', rtpParameters: opusParameters, paused: false } as const;
const camera = { kind: 'video', rtpParameters: vp8SimulcastParameters, paused: false } as const;
const nothing: RouterEvents = { died: () => {}, speakers: () => {} };

/** What mediasoup has made since the last test, each router with its observer. */
let routers: mediasoup.types.Router[];
let audioLevels: mediasoup.types.RtpObserver[];
let pipeTransports: mediasoup.types.Transport[];
let producers: mediasoup.types.Producer[];
let clock: FakeClock;

const noteWorker = (worker: mediasoup.types.Worker): void => {
  worker.observer.on('newrouter', (router) => {
    routers.push(router);
    router.observer.on('newrtpobserver', (observer) => audioLevels.push(observer));
    router.observer.on('newtransport', (transport) => {
      if (transport.type === 'pipe') pipeTransports.push(transport);
      transport.observer.on('newproducer', (producer) => producers.push(producer));
    });
  });
};

beforeEach(() => {
  routers = [];
  audioLevels = [];
  pipeTransports = [];
  producers = [];
  clock = new FakeClock();
  mediasoup.observer.on('newworker', noteWorker);
});

afterEach(async () => {
  mediasoup.observer.off('newworker', noteWorker);
  await pools.close();
});

/** Two workers, of which each has enough with the first transport. */
function smallWorkers(): Promise<WorkerPool> {
  return pools.start({ workers: 2, limits: { consumers: 2, cpu: 1 } });
}

/** A room with a transport on each of two workers. */
async function spreadRoom(events: RouterEvents = nothing) {
  const pool = await smallWorkers();
  const router = await MediasoupRouter.create(pool, events, clock);
  const here = await router.createTransport({ fingerprints });
  const there = await router.createTransport({ fingerprints });
  expect(routers).toHaveLength(2);
  return { pool, router, here, there };
}

const receive = (transport: SfuTransport, producerId: string, paused = false) =>
  transport.consume({ producerId, rtpCapabilities: browserRtpCapabilities, paused });

/** A producer where it is sent to, and, once it is piped, where it comes out. */
const endsOf = (id: string) =>
  producers.filter((producer) => producer.id === id).slice(0, 2) as [
    mediasoup.types.Producer,
    mediasoup.types.Producer,
  ];

const counts = (pool: WorkerPool) => pool.workers.map(({ load }) => load.counts);

const sumOf = (pool: WorkerPool, what: keyof ReturnType<typeof counts>[number]): number =>
  counts(pool).reduce((sum, each) => sum + each[what], 0);

describe('where a room is', () => {
  it('is one worker as long as that one has not enough to do', async () => {
    const pool = await pools.start({ workers: 2, limits: { consumers: 10, cpu: 1 } });
    const router = await MediasoupRouter.create(pool, nothing, clock);
    for (let n = 0; n < 9; n += 1) await router.createTransport({ fingerprints });
    expect(counts(pool).map(({ transports }) => transports)).toEqual([9, 0]);
    await router.createTransport({ fingerprints });
    expect(counts(pool).map(({ transports }) => transports)).toEqual([9, 1]);
  });

  it('goes on on one further worker, however many people come at the same time', async () => {
    const pool = await pools.start({ workers: 3, limits: { consumers: 6, cpu: 1 } });
    const router = await MediasoupRouter.create(pool, nothing, clock);
    await Promise.all(Array.from({ length: 10 }, () => router.createTransport({ fingerprints })));
    expect(counts(pool).map(({ routers, transports }) => [routers, transports])).toEqual([
      [1, 5],
      [1, 5],
      [0, 0],
    ]);
  });

  it('goes on evenly where every worker has enough to do', async () => {
    const pool = await smallWorkers();
    const router = await MediasoupRouter.create(pool, nothing, clock);
    for (let n = 0; n < 10; n += 1) await router.createTransport({ fingerprints });
    expect(counts(pool).map(({ transports }) => transports)).toEqual([5, 5]);
  });

  it('is a worker that uses much of its core only until there is another', async () => {
    const pool = await pools.start({ workers: 2, limits: { consumers: 500, cpu: 0.005 }, clock });
    const router = await MediasoupRouter.create(pool, nothing, clock);
    clock.advance(500);
    await pool.workers.find(({ load }) => load.streams > 0)?.load.measure();
    await router.createTransport({ fingerprints });
    expect(counts(pool).map(({ transports }) => transports)).toEqual([0, 1]);
  });

  it('is no longer a worker from which the last one of it has gone', async () => {
    const { pool, router, here, there } = await spreadRoom();
    const { id } = await here.produce(microphone);
    await receive(there, id);
    there.close();
    expect(counts(pool).map(({ routers }) => routers)).toEqual([1, 0]);
    expect(pipeTransports.map(({ closed }) => closed)).toEqual([true, true]);
    here.close();
    expect(sumOf(pool, 'routers')).toBe(1);
    const [back, other] = [
      await router.createTransport({ fingerprints }),
      await router.createTransport({ fingerprints }),
    ];
    await expect(receive(other, (await back.produce(microphone)).id)).resolves.toBeDefined();
  });

  it('leaves nothing on any worker when it ends', async () => {
    const { pool, router, here, there } = await spreadRoom();
    await receive(there, (await here.produce(camera)).id);
    await receive(here, (await there.produce(camera)).id);
    router.close();
    for (const count of counts(pool)) {
      expect(Object.values(count)).toEqual([0, 0, 0, 0, 0]);
    }
    expect(pool.workers.map(({ load }) => load.streams)).toEqual([0, 0]);
    expect(clock.pending).toEqual([]);
  });
});

describe('a producer on another worker', () => {
  it('is piped once, however many want it at the same time, over one pair of transports', async () => {
    const { pool, router, here, there } = await spreadRoom();
    const { id } = await here.produce(camera);
    const { id: voice } = await here.produce(microphone);
    await router.createTransport({ fingerprints });
    const others = [there, await router.createTransport({ fingerprints })];
    const wanted = others.flatMap((transport) => [receive(transport, id), receive(transport, voice)]);
    await Promise.all(wanted);
    expect(producers.filter((producer) => producer.id === id)).toHaveLength(2);
    expect(sumOf(pool, 'pipeTransports')).toBe(2);
    // In the other direction too.
    await receive(here, (await there.produce(camera)).id);
    expect(sumOf(pool, 'pipeTransports')).toBe(2);
  });

  it('goes on over the pipe for a while after its last consumer there, and no longer', async () => {
    const { here, there } = await spreadRoom();
    const { id } = await here.produce(camera);
    const first = await receive(there, id);
    const [near, far] = endsOf(id);
    first.close();
    const again = await receive(there, id);
    expect(far.closed).toBe(false);
    clock.advance(PIPE_GRACE);
    again.close();
    clock.advance(PIPE_GRACE - 1);
    expect(far.closed).toBe(false);
    const last = await receive(there, id);
    clock.advance(PIPE_GRACE);
    expect(far.closed).toBe(false);
    last.close();
    clock.advance(PIPE_GRACE);
    expect(far.closed).toBe(true);
    expect(near.closed).toBe(false);
    await expect(receive(there, id)).resolves.toBeDefined();
  });

  it('is silent on the pipe while all of its consumers there are paused', async () => {
    const { here, there } = await spreadRoom();
    const { id } = await here.produce(camera);
    const consumers = [await receive(there, id, true), await receive(there, id, true)];
    const [, far] = endsOf(id);
    await expect.poll(() => far.paused).toBe(true);
    await consumers[0]?.resume();
    await expect.poll(() => far.paused).toBe(false);
    await consumers[1]?.resume();
    for (const consumer of consumers) await consumer.pause();
    clock.advance(PIPE_GRACE - 1);
    await here.restartIce();
    expect(far.paused).toBe(false);
    clock.advance(1);
    await expect.poll(() => far.paused).toBe(true);
    await consumers[1]?.resume();
    await expect.poll(() => far.paused).toBe(false);
  });

  it('is paused there when it is paused here', async () => {
    const { here, there } = await spreadRoom();
    const producer = await here.produce(microphone);
    await producer.pause();
    await receive(there, producer.id);
    const [, far] = endsOf(producer.id);
    await expect.poll(() => far.paused).toBe(true);
    await producer.resume();
    await expect.poll(() => far.paused).toBe(false);
  });

  it('closes there with what it is here, and then is not found', async () => {
    const { here, there } = await spreadRoom();
    const producer = await here.produce(camera);
    await receive(there, producer.id);
    producer.close();
    await expect.poll(() => producers.every(({ closed }) => closed)).toBe(true);
    await expect(receive(there, producer.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('that is closed while it is being piped leaves nothing behind', async () => {
    const { pool, here, there } = await spreadRoom();
    const producer = await here.produce(camera);
    const receiving = receive(there, producer.id);
    producer.close();
    await expect(receiving).rejects.toMatchObject({ name: 'CallError' });
    await expect.poll(() => [sumOf(pool, 'producers'), sumOf(pool, 'consumers')]).toEqual([0, 0]);
    clock.advance(PIPE_GRACE);
    expect(clock.pending).toEqual([]);
  });
});

describe('the voices of a room on two workers', () => {
  it('are told together, loudest first', async () => {
    const speakers = vi.fn<RouterEvents['speakers']>();
    await spreadRoom({ died: () => {}, speakers });
    const talkers = await Promise.all([talker(0, 40), talker(1, 20)]);
    const both = talkers.map(({ id }) => id).toReversed();
    let sequenceNumber = 0;
    const talking = setInterval(() => {
      sequenceNumber += 1;
      for (const { say } of talkers) say(sequenceNumber);
      clock.advance(10);
    }, 10);
    try {
      const heard = () => speakers.mock.lastCall?.[0].map(({ producerId }) => producerId);
      await expect.poll(heard, { timeout: 5_000 }).toEqual(both);
    } finally {
      clearInterval(talking);
    }
  });

  /** Somebody who speaks to one of the room's routers, with a level in −dBov. */
  async function talker(part: number, level: number) {
    const ssrc = 1_111 + part;
    const transport = await routers[part]?.createDirectTransport();
    const rtpParameters = { ...opusParameters, encodings: [{ ssrc }] } as mediasoup.types.RtpParameters;
    const producer = await transport?.produce({ kind: 'audio', rtpParameters });
    const id = producer?.id ?? 'none';
    await audioLevels[part]?.addProducer({ producerId: id });
    const say = (sequenceNumber: number) => producer?.send(opusPacket({ sequenceNumber, ssrc, level }));
    return { id, say };
  }
});

it('only what is a voice is listened to', async () => {
  const { here } = await spreadRoom();
  const listened: string[] = [];
  for (const { observer } of audioLevels) observer.on('addproducer', ({ id }) => listened.push(id));
  await here.produce({ ...microphone, isVoice: false });
  const rtpParameters = { ...opusParameters, mid: '5', encodings: [{ ssrc: 5_555 }] };
  const voice = await here.produce({ ...microphone, rtpParameters, isVoice: true });
  expect(listened).toEqual([voice.id]);
});

describe('the death of one of the workers of a room', () => {
  it.each([0, 1])('is told once, and nothing is left on the other (%i)', async (which) => {
    const events = { died: vi.fn<() => void>(), speakers: () => {} };
    const { pool, router, here, there } = await spreadRoom(events);
    await receive(there, (await here.produce(camera)).id);
    await receive(here, (await there.produce(microphone)).id);
    process.kill(pool.workers[which]?.pid ?? 0, 'SIGKILL');
    await vi.waitFor(() => expect(events.died).toHaveBeenCalled());
    expect(sumOf(pool, 'routers')).toBe(0);
    const unavailable = { code: 'media_unavailable' };
    await expect(router.createTransport({ fingerprints })).rejects.toMatchObject(unavailable);
    await expect(here.produce(camera)).rejects.toMatchObject(unavailable);
    await expect(there.produce(camera)).rejects.toMatchObject(unavailable);
    router.close();
    expect(events.died).toHaveBeenCalledTimes(1);
    expect(clock.pending).toEqual([]);
  });
});
