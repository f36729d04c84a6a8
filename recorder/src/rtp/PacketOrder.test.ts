import { encodeHeader } from '@parley/rtp/packet';
import { expect, test } from 'vitest';
import { PacketOrder, type Ordered } from './PacketOrder.ts';
import { RtpPacket } from './RtpPacket.ts';

function packet(sequenceNumber: number): RtpPacket {
  const header = encodeHeader({ payloadType: 96, marker: false, sequenceNumber, timestamp: 0, ssrc: 1 }, []);
  return RtpPacket.parse(header) as RtpPacket;
}

const numbers = ({ packets }: Ordered) => packets.map((one) => one.packet.sequenceNumber);
const gaps = ({ packets }: Ordered) =>
  packets.filter((one) => one.afterGap).map((one) => one.packet.sequenceNumber);

test('[PO1] packets come out in order, once, also where the numbers begin anew', () => {
  const order = new PacketOrder();
  expect(numbers(order.push(packet(65_534), 0))).toEqual([65_534]);
  expect(numbers(order.push(packet(0), 1))).toEqual([]);
  expect(numbers(order.push(packet(1), 1))).toEqual([]);
  expect(numbers(order.push(packet(65_535), 2))).toEqual([65_535, 0, 1]);
  expect(numbers(order.push(packet(65_535), 3))).toEqual([]);
  expect(numbers(order.push(packet(2), 4))).toEqual([2]);
  expect(order.lost).toBe(0);
});

test('[PO2] what is missing is asked for at once, and again every 50 ms', () => {
  const order = new PacketOrder();
  order.push(packet(10), 0);
  expect(order.push(packet(13), 0).ask).toEqual([11, 12]);
  expect(order.push(packet(14), 20).ask).toEqual([]);
  expect(order.push(packet(12), 40).ask).toEqual([]);
  expect(order.advance(60).ask).toEqual([11]);
  expect(numbers(order.push(packet(11), 70))).toEqual([11, 12, 13, 14]);
  expect(order.isWaiting).toBe(false);
});

test('[PO3] what does not come within 600 ms is given up, and what follows says so', () => {
  const order = new PacketOrder();
  order.push(packet(10), 0);
  order.push(packet(12), 100);
  expect(numbers(order.advance(699))).toEqual([]);
  const after = order.advance(700);
  expect(numbers(after)).toEqual([12]);
  expect(gaps(after)).toEqual([12]);
  expect(order.lost).toBe(1);
  expect(gaps(order.push(packet(13), 710))).toEqual([]);
  expect(numbers(order.push(packet(11), 720))).toEqual([]);
});

test('[PO4] a jump is another stream: nothing in between is waited for', () => {
  const order = new PacketOrder();
  order.push(packet(10), 0);
  order.push(packet(12), 0);
  const jumped = order.push(packet(30_000), 1);
  expect(numbers(jumped)).toEqual([12, 30_000]);
  expect(gaps(jumped)).toEqual([12, 30_000]);
  expect(jumped.ask).toEqual([]);
  expect(numbers(order.push(packet(30_001), 2))).toEqual([30_001]);
});
