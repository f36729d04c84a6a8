import { describe, expect, it, vi } from 'vitest';
import { FakeSfu } from './FakeSfu.ts';
import { browserRtpCapabilities, fingerprints, opusParameters } from '../testing/rtp.ts';
import { describeSfu } from './sfuContract.ts';

describeSfu('FakeSfu', async () => {
  const sfu = new FakeSfu();
  return { sfu, killWorkers: () => sfu.kill() };
});

describe('FakeSfu in the hands of a test', () => {
  const events = () => ({ died: vi.fn<() => void>(), speakers: vi.fn<() => void>() });
  const microphone = { kind: 'audio', rtpParameters: opusParameters, paused: true } as const;

  it('remembers what lives, with ids that count', async () => {
    const sfu = new FakeSfu();
    const router = await sfu.createRouter(events());
    const transport = await router.createTransport({ fingerprints });
    const producer = await transport.produce(microphone);
    const options = { producerId: producer.id, rtpCapabilities: browserRtpCapabilities, paused: true };
    await (await transport.consume(options)).resume();
    expect(sfu.producers).toMatchObject([{ id: 'producer-1', paused: true }]);
    expect(sfu.consumers).toMatchObject([{ id: 'consumer-1', paused: false, producer: sfu.producers[0] }]);
    router.close();
    expect([sfu.routers, sfu.transports, sfu.producers, sfu.consumers]).toEqual([[], [], [], []]);
  });

  it('failNext() makes one request reject', async () => {
    const sfu = new FakeSfu();
    const router = await sfu.createRouter(events());
    sfu.failNext('createTransport');
    await expect(router.createTransport({ fingerprints })).rejects.toMatchObject({
      code: 'media_unavailable',
    });
    await expect(router.createTransport({ fingerprints })).resolves.toBeDefined();
  });

  it('holdNext() makes one request wait until it is released', async () => {
    const sfu = new FakeSfu();
    const router = await sfu.createRouter(events());
    const gate = sfu.holdNext('createTransport');
    const creating = router.createTransport({ fingerprints });
    await vi.waitFor(() => expect(gate.reached).toBe(true));
    expect(sfu.transports).toEqual([]);
    gate.release();
    await creating;
    expect(sfu.transports).toHaveLength(1);
  });

  it('a held request rejects when the workers die', async () => {
    const sfu = new FakeSfu();
    const router = await sfu.createRouter(events());
    sfu.holdNext('createTransport');
    const creating = router.createTransport({ fingerprints });
    sfu.kill();
    await expect(creating).rejects.toMatchObject({ code: 'media_unavailable' });
  });

  it('has no router to give while it is not available', async () => {
    const sfu = new FakeSfu();
    sfu.available = false;
    await expect(sfu.createRouter(events())).rejects.toMatchObject({ code: 'media_unavailable' });
  });

  it('speak() tells who speaks', async () => {
    const sfu = new FakeSfu();
    const listeners = events();
    await sfu.createRouter(listeners);
    sfu.routers[0]?.speak([{ producerId: 'producer-1', volume: -30 }]);
    expect(listeners.speakers).toHaveBeenCalledWith([{ producerId: 'producer-1', volume: -30 }]);
  });
});
