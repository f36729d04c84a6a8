// Over 300 lines: what only real workers can show, on one set of them.
// The SFU that forwards packets, on real workers. MEDIASOUP_WORKER_BIN names their program.
import * as mediasoup from 'mediasoup';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RouterEvents } from '../call/ports.ts';
import { systemClock } from '../systemClock.ts';
import { FakeClock } from '../testing/FakeClock.ts';
import { MemoryLog } from '../testing/MemoryLog.ts';
import { opusPacket } from '../testing/packets.ts';
import { browserRtpCapabilities, fingerprints, opusParameters } from '../testing/rtp.ts';
import { workerPools } from '../testing/workerPools.ts';
import { MediasoupSfu } from './MediasoupSfu.ts';
import { describeSfu } from './sfuContract.ts';
import type { WorkerPool } from './WorkerPool.ts';

const log = new MemoryLog();
const pools = workerPools({ port: 21_000, log });
const startPool = pools.start;

function kill(pool: WorkerPool, signal: NodeJS.Signals = 'SIGKILL'): void {
  for (const { pid } of pool.workers) process.kill(pid, signal);
}

/** Kills the worker that the next room would get; its death has been dealt with when this resolves. */
async function killOne(pool: WorkerPool): Promise<void> {
  const { worker } = await pool.withWorker((slot) => slot.createRouter());
  const died = once(worker, 'died');
  process.kill(worker.pid, 'SIGKILL');
  await died;
}

const loads = (pool: WorkerPool): number[] =>
  pool.workers.map(({ load }) => load.streams).toSorted((a, b) => a - b);

const runs = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** What mediasoup makes for the next router, to feed it packets without a browser. */
function internalsOfNextRouter(): Promise<{
  router: mediasoup.types.Router;
  audioLevels: mediasoup.types.RtpObserver;
}> {
  return new Promise((resolve) => {
    mediasoup.observer.once('newworker', (worker) =>
      worker.observer.once('newrouter', (router) =>
        router.observer.once('newrtpobserver', (audioLevels) => resolve({ router, audioLevels })),
      ),
    );
  });
}

const nothing: RouterEvents = { died: () => {}, speakers: () => {} };

for (const [name, options] of Object.entries({
  MediasoupSfu: {},
  'MediasoupSfu with each room on two workers': { workers: 2, limits: { consumers: 1, cpu: 1 } },
})) {
  describeSfu(name, async () => {
    // Every worker seems to have lived long, so that the next one comes at once.
    let lived = 0;
    const clock = { ...systemClock, now: () => systemClock.now() + lived };
    const pool = await startPool({ ...options, clock });
    const killWorkers = (): void => {
      lived += 10_000;
      kill(pool);
    };
    return { sfu: new MediasoupSfu(pool, clock), killWorkers };
  });
}

describe('MediasoupSfu', () => {
  afterEach(pools.close);

  it('offers the port of its worker and announces the configured address', async () => {
    const port = pools.nextPort;
    const pool = await startPool({
      listenAddresses: [{ ip: '127.0.0.1', announcedAddress: 'media.example' }],
    });
    const router = await new MediasoupSfu(pool, systemClock).createRouter(nothing);
    const { parameters } = await router.createTransport({ fingerprints });
    expect(parameters.iceCandidates).toMatchObject([
      { protocol: 'udp', address: 'media.example', port, type: 'host' },
      { protocol: 'tcp', address: 'media.example', port, type: 'host', tcpType: 'passive' },
    ]);
  });

  it('takes no line for one that carries no picture at all', async () => {
    const internals = internalsOfNextRouter();
    const sfu = new MediasoupSfu(await startPool(), systemClock);
    const made = await sfu.createRouter(nothing);
    const { router } = await internals;
    const transport = new Promise<mediasoup.types.WebRtcTransport>((resolve) => {
      router.observer.once('newtransport', (each) => resolve(each as mediasoup.types.WebRtcTransport));
    });
    await made.createTransport({ fingerprints });
    expect(await (await transport).getStats()).toMatchObject([{ minOutgoingBitrate: 80_000 }]);
  });

  it('a worker that is killed is told once, and its successor listens on the same port', async () => {
    const pool = await startPool();
    const sfu = new MediasoupSfu(pool, systemClock);
    const events = { died: vi.fn<() => void>(), speakers: () => {} };
    const before = await (await sfu.createRouter(events)).createTransport({ fingerprints });
    const pids = pool.workers.map(({ pid }) => pid);
    kill(pool);
    await vi.waitFor(() => expect(events.died).toHaveBeenCalled());
    const after = await (await sfu.createRouter(nothing)).createTransport({ fingerprints });
    expect(events.died).toHaveBeenCalledTimes(1);
    expect(pool.workers.map(({ pid }) => pid)).not.toEqual(pids);
    expect(after.parameters.iceCandidates[0]?.port).toBe(before.parameters.iceCandidates[0]?.port);
  });

  it('what a client is refused is not an error of the log', async () => {
    const router = await new MediasoupSfu(await startPool(), systemClock).createRouter(nothing);
    const transport = await router.createTransport({ fingerprints });
    log.lines.length = 0;
    const rtpParameters = { ...opusParameters, codecs: [] };
    const producing = transport.produce({ kind: 'audio', rtpParameters, paused: false });
    await expect(producing).rejects.toMatchObject({ code: 'unsupported_media' });
    expect(log.lines).toEqual([]);
  });

  it('speakers() tells levels of audio producers, and then silence', async () => {
    const internals = internalsOfNextRouter();
    const speakers = vi.fn<RouterEvents['speakers']>();
    await new MediasoupSfu(await startPool(), systemClock).createRouter({ died: () => {}, speakers });
    const { router, audioLevels } = await internals;
    const transport = await router.createDirectTransport();
    const encodings = [{ ssrc: 1111 }];
    const rtpParameters = { ...opusParameters, encodings } as mediasoup.types.RtpParameters;
    const producer = await transport.produce({ kind: 'audio', rtpParameters });
    await audioLevels.addProducer({ producerId: producer.id });

    let sequenceNumber = 0;
    const talking = setInterval(() => {
      producer.send(opusPacket({ sequenceNumber: sequenceNumber++, ssrc: 1111, level: 30 }));
    }, 10);
    try {
      await expect.poll(() => speakers.mock.lastCall, { timeout: 5_000 }).toBeDefined();
      expect(speakers.mock.lastCall).toEqual([[{ producerId: producer.id, volume: -30 }]]);
    } finally {
      clearInterval(talking);
    }
    await expect.poll(() => speakers.mock.lastCall, { timeout: 5_000 }).toEqual([[]]);
  });
});

describe('readings()', () => {
  afterEach(pools.close);

  it('tell what each worker carries', async () => {
    const pool = await startPool({ workers: 2, limits: { consumers: 2, cpu: 1 } });
    const sfu = new MediasoupSfu(pool, systemClock);
    const router = await sfu.createRouter(nothing);
    const here = await router.createTransport({ fingerprints });
    const there = await router.createTransport({ fingerprints });
    const microphone = { kind: 'audio', rtpParameters: opusParameters, paused: false } as const;
    const { id: producerId } = await here.produce(microphone);
    await there.consume({ producerId, rtpCapabilities: browserRtpCapabilities, paused: false });
    const readings = await sfu.readings();
    expect(readings).toMatchObject({
      parley_workers: [[2]],
      parley_worker_routers: [
        ['0', 1],
        ['1', 1],
      ],
      parley_worker_transports: [
        ['0', 1],
        ['1', 1],
      ],
      parley_worker_producers: [
        ['0', 1],
        ['1', 1],
      ],
      parley_worker_consumers: [
        ['0', 1],
        ['1', 1],
      ],
      parley_worker_pipes: [
        ['0', 1],
        ['1', 1],
      ],
    });
    expect(readings.parley_worker_load).toContainEqual(['1', 'consumers', 1.5]);
    const [cpu, memory] = [readings.parley_worker_cpu_seconds_total, readings.parley_worker_memory_bytes];
    for (const [worker, value] of [...(cpu ?? []), ...(memory ?? [])]) {
      expect(worker).toMatch(/^[01]$/);
      expect(value).toEqual(expect.any(Number));
    }
    expect(cpu).toHaveLength(2);
  });

  it('tell what has flowed, also by what is closed since', async () => {
    const internals = internalsOfNextRouter();
    const sfu = new MediasoupSfu(await startPool(), systemClock);
    await sfu.createRouter(nothing);
    const { router } = await internals;
    const transport = await router.createDirectTransport();
    const rtpParameters = { ...opusParameters, encodings: [{ ssrc: 1111 }] } as mediasoup.types.RtpParameters;
    const producer = await transport.produce({ kind: 'audio', rtpParameters });
    await transport.consume({
      producerId: producer.id,
      rtpCapabilities: browserRtpCapabilities as mediasoup.types.RtpCapabilities,
    });
    for (let sequenceNumber = 0; sequenceNumber < 20; sequenceNumber += 1) {
      producer.send(opusPacket({ sequenceNumber, ssrc: 1111, level: 30 }));
    }
    const packets = async () => (await sfu.readings()).parley_worker_packets_total?.slice(0, 2);
    const all = [
      ['0', 'in', 'clients', 20],
      ['0', 'out', 'clients', 20],
    ];
    await expect.poll(packets).toEqual(all);
    const before = (await sfu.readings()).parley_worker_bytes_total;
    expect(before?.[0]?.[3]).toBeGreaterThanOrEqual(20 * 40);
    transport.close();
    expect(await packets()).toEqual(all);
    expect((await sfu.readings()).parley_worker_bytes_total).toEqual(before);
  });
});

describe('WorkerPool', () => {
  afterEach(pools.close);

  it('gives each room to the worker that carries least', async () => {
    const pool = await startPool({ workers: 2 });
    const sfu = new MediasoupSfu(pool, systemClock);
    const [big] = await Promise.all([sfu.createRouter(nothing), sfu.createRouter(nothing)]);
    expect(loads(pool)).toEqual([1, 1]);

    const sender = await big.createTransport({ fingerprints });
    const receiver = await big.createTransport({ fingerprints });
    const { id: producerId } = await sender.produce({
      kind: 'audio',
      rtpParameters: opusParameters,
      paused: false,
    });
    await receiver.consume({ producerId, rtpCapabilities: browserRtpCapabilities, paused: false });
    expect(loads(pool)).toEqual([1, 3]);

    for (const expected of [2, 3]) {
      await sfu.createRouter(nothing);
      expect(loads(pool)).toEqual([expected, 3]);
    }
    big.close();
    expect(loads(pool)).toEqual([0, 3]);
  });

  it('counts nothing that was closed while it was being made', async () => {
    const pool = await startPool();
    const router = await new MediasoupSfu(pool, systemClock).createRouter(nothing);
    const creating = router.createTransport({ fingerprints });
    router.close();
    await expect(creating).rejects.toMatchObject({ code: 'media_unavailable' });
    expect(pool.workers).toMatchObject([{ load: { streams: 0 } }]);
  });

  it('the other worker takes rooms while one is being replaced', async () => {
    const pool = await startPool({ workers: 2 });
    const sfu = new MediasoupSfu(pool, systemClock);
    const [first] = pool.workers;
    const died = Promise.withResolvers<void>();
    await sfu.createRouter({ ...nothing, died: died.resolve });
    process.kill(first?.pid ?? 0, 'SIGKILL');
    await died.promise;
    await expect(sfu.createRouter(nothing)).resolves.toBeDefined();
    await expect.poll(() => pool.workers.length).toBe(2);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'closes while a worker is being replaced and %s has told the server to end',
    async (signal) => {
      const pool = await startPool();
      await killOne(pool);
      expect(pool.workers).toEqual([]);
      process.emit(signal, signal);
      await pool.close();
      expect(pool.workers).toEqual([]);
    },
  );

  it('replaces a worker at once, and one that dies again later and later', async () => {
    const clock = new FakeClock();
    const pool = await startPool({ clock });
    await killOne(pool);
    expect(clock.pending).toEqual([]);
    for (const delay of [500, 1_000, 2_000]) {
      await vi.waitFor(() => expect(pool.workers).toHaveLength(1));
      await killOne(pool);
      expect(clock.pending).toEqual([delay]);
      clock.advance(delay);
    }
    await vi.waitFor(() => expect(pool.workers).toHaveLength(1));
    clock.advance(10_000);
    await killOne(pool);
    expect(clock.pending).toEqual([]);
  });

  it('a room waits some seconds for a worker, and is then refused with media_unavailable', async () => {
    const clock = new FakeClock();
    const pool = await startPool({ clock });
    await killOne(pool);
    await vi.waitFor(() => expect(pool.workers).toHaveLength(1));
    await killOne(pool);
    const patient = pool.withWorker((slot) => slot.createRouter());
    expect(clock.pending).toEqual([500, 5_000]);
    clock.advance(500);
    await expect(patient).resolves.toBeDefined();

    await killOne(pool);
    const outcome = pool.withWorker((slot) => slot.createRouter()).catch((error: unknown) => error);
    clock.advance(5_000);
    expect(await outcome).toMatchObject({ code: 'media_unavailable' });
  });

  it('logs a death with the process and its life, and the replacement', async () => {
    const pool = await startPool();
    log.lines.length = 0;
    const [worker] = pool.workers;
    kill(pool);
    await vi.waitFor(() => expect(log.messages).toContain('a new media worker replaces it'));
    expect(log.lines).toContainEqual({
      level: 'error',
      message: 'a media worker died',
      fields: expect.objectContaining({ workerPid: worker?.pid, livedMs: expect.any(Number) }),
    });
  });

  it('close() leaves no process, not even one that hangs', async () => {
    const clock = new FakeClock();
    const pool = await startPool({ workers: 2, clock });
    const pids = pool.workers.map(({ pid }) => pid);
    process.kill(pids[0] ?? 0, 'SIGSTOP');
    const closing = pool.close();
    await vi.waitFor(() => expect(clock.pending).toEqual([2_000]));
    clock.advance(2_000);
    await closing;
    expect(pids.map(runs)).toEqual([false, false]);
  });

  it('close() during a replacement leaves no process', async () => {
    const pool = await startPool();
    const started: number[] = [];
    const note = (worker: mediasoup.types.Worker): void => void started.push(worker.pid);
    mediasoup.observer.on('newworker', note);
    await killOne(pool);
    await pool.close();
    mediasoup.observer.off('newworker', note);
    expect(started).toHaveLength(1);
    expect(started.filter(runs)).toEqual([]);
  });

  it('a UDP port in use stops the start, naming port, protocol and setting', async () => {
    const port = pools.nextPort;
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(port + 1, '127.0.0.1', resolve));
    try {
      await expect(startPool({ workers: 2 })).rejects.toThrow(
        `Media cannot use UDP port ${port + 1} of 127.0.0.1: another program has it. ` +
          'Stop that program, or change MEDIA_PORT.',
      );
    } finally {
      socket.close();
    }
    await expect(startPool({ workers: 2, port })).resolves.toBeDefined();
  });

  it('a TCP port in use stops the start likewise', async () => {
    const port = pools.nextPort;
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    try {
      await expect(startPool()).rejects.toThrow(`TCP port ${port} of 127.0.0.1: another program has it`);
    } finally {
      server.close();
    }
  });

  it('an address that the machine lacks stops the start', async () => {
    const port = pools.nextPort;
    const listenAddresses = [{ ip: '198.51.100.7' }];
    await expect(startPool({ listenAddresses })).rejects.toThrow(
      `Media cannot use UDP port ${port} of 198.51.100.7: this machine does not have the address`,
    );
  });
});
