import { expect, test } from 'vitest';
import { hex } from '@parley/rtp/hex';
import { ArrivalLog } from './ArrivalLog.ts';

test('one packet is told as Chromium does: https://github.com/pion/rtcp, transport_layer_cc_test.go', () => {
  const log = new ArrivalLog();
  const reference = 4_057_090 * 64;
  // Its 24th report: the count of them goes into each.
  for (let n = 0; n < 23; n += 1) {
    log.add(130 + n, reference);
    log.report(1, 2);
  }
  log.add(153, reference + 0x94 * 0.25);
  expect(log.report(0xfa17fa17, 0x43032fa0)).toEqual(
    hex('afcd0005 fa17fa17 43032fa0 00990001 3de80217 20019401'),
  );
});

test('what did not come, came late or came out of order is told so', () => {
  const log = new ArrivalLog();
  log.add(65_534, 640);
  log.add(1, 640.5);
  log.add(0, 641);
  log.add(2, 840);
  const report = log.report(1, 2);
  // Small, lost, small, large (back by half a millisecond), large (199.5 ms ahead).
  expect(report?.subarray(12, 16)).toEqual(hex('fffe0005'));
  expect(report?.subarray(16, 20)).toEqual(hex('00000a00'));
  expect(report?.subarray(20, 22)).toEqual(hex('d1a0'));
  expect(report?.subarray(22, 28)).toEqual(hex('00 04 fffe 031e'));
});

test('many that came are a run, and nothing is told twice', () => {
  const log = new ArrivalLog();
  for (let n = 0; n < 100; n += 1) log.add(n, 64 + n);
  expect(log.report(1, 2)?.subarray(20, 22)).toEqual(hex('2064'));
  expect(log.report(1, 2)).toBeUndefined();
  log.add(50, 300);
  expect(log.report(1, 2)).toBeUndefined();
});

test('of a long silence with everything lost, the end is told', () => {
  const log = new ArrivalLog();
  log.add(1, 64);
  log.report(1, 2);
  log.add(5_000, 128);
  const report = log.report(1, 2);
  expect(report?.readUInt16BE(14)).toBe(1024);
  expect(report?.readUInt16BE(12)).toBe(5_001 - 1024);
});
