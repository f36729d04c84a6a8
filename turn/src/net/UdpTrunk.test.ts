import { createSocket } from 'node:dgram';
import { expect, onTestFinished, test } from 'vitest';
import type { TurnEvents } from '../TurnEvents.ts';
import { UdpTrunk } from './UdpTrunk.ts';

async function trunk(events: TurnEvents = {}) {
  const received: unknown[][] = [];
  const opened = await UdpTrunk.open(
    {
      fromClient: (fiveTuple, data) => received.push([fiveTuple, data.toString()]),
      fromRelay: (from, to, data) => received.push([from, to, data.toString()]),
    },
    events,
  );
  onTestFinished(() => {
    opened.close();
  });
  return { opened, received };
}

test('[MP1] packets arrive as they are, with the addresses of both families', async () => {
  const [a, b] = [await trunk(), await trunk()];
  a.opened.connect(2, b.opened.port);
  b.opened.connect(1, a.opened.port);
  const relays = [
    { ip: '198.51.100.1', port: 50_000 },
    { ip: '2001:db8::1', port: 65_535 },
  ] as const;
  const client = { listener: 3, client: { ip: '2001:db8:1:2:3:4:5:6', port: 1 } };
  a.opened.fromClient(2, client, Buffer.from('hello'));
  a.opened.fromRelay(2, ...relays, Buffer.from(''));
  a.opened.fromRelay(2, relays[1], relays[0], Buffer.alloc(65_000, 'x'));
  await expect.poll(() => b.received).toHaveLength(3);
  expect(b.received).toEqual([
    [client, 'hello'],
    [...relays, ''],
    [relays[1], relays[0], 'x'.repeat(65_000)],
  ]);
  expect([a.opened.reaches(2), a.opened.reaches(3)]).toEqual([true, false]);
});

test('[MP1] nobody else is heard, and what is no frame does no harm', async () => {
  const drops: string[] = [];
  const failures: unknown[] = [];
  const [a, b] = [
    await trunk(),
    await trunk({ dropped: (reason) => drops.push(reason), failed: (error) => failures.push(error) }),
  ];
  const stranger = createSocket('udp4');
  onTestFinished(() => void stranger.close());
  const frame = Buffer.from('0101090001', 'hex');
  stranger.send(frame, b.opened.port, '127.0.0.1');
  await expect.poll(() => drops).toEqual(['notForUs']);
  b.opened.connect(1, stranger.address().port);
  stranger.send(frame, b.opened.port, '127.0.0.1');
  stranger.send(Buffer.alloc(0), b.opened.port, '127.0.0.1');
  await expect.poll(() => failures).toHaveLength(1);
  b.opened.disconnect(1);
  stranger.send(frame, b.opened.port, '127.0.0.1');
  await expect.poll(() => drops).toHaveLength(2);
  expect(a.received).toEqual([]);
});
