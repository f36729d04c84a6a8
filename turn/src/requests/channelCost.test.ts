import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { media, TestServer } from '../testing/TestServer.ts';

const packets = 100_000;

test('[CH6] ChannelData costs no memory in either direction', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const server = new TestServer({ events: {} });
  const client = server.client();
  await client.allocate();
  await client.bind(0x4000, media);
  const [relay] = server.relays.opened;
  if (!relay) throw new Error('no relay');
  let bytes = 0;
  relay.send = (_data, start, end) => {
    bytes += end - start;
  };
  client.sendChannelData = (_channel, _data, start, end) => {
    bytes += end - start;
  };
  const frame = Buffer.from('4000000461626364', 'hex');
  const { listener, client: address } = client.fiveTuple;
  const pass = (count: number) => {
    for (let i = 0; i < count; i += 1) {
      server.dispatcher.channelData(listener, address.ip, address.port, frame);
      relay.onPacket(media.ip, media.port, frame);
    }
  };
  pass(packets);
  bytes = 0;
  collect();
  const before = process.memoryUsage().heapUsed;
  pass(packets);
  const grown = process.memoryUsage().heapUsed - before;
  expect(bytes).toBe(packets * 12);
  // The smallest object has 16 bytes, so one a packet would be more than 3 MB.
  expect(grown).toBeLessThan(packets * 4);
});
