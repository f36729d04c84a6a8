import { expect, test } from 'vitest';
import { encodeHandshake, Reassembly } from './handshake.ts';

const body = Buffer.from(Array.from({ length: 100 }, (_, n) => n));

function fragment(sequence: number, from: number, to: number): Buffer {
  const header = encodeHandshake(11, sequence, body).subarray(0, 12);
  const own = Buffer.from(header);
  own.writeUIntBE(from, 6, 3);
  own.writeUIntBE(to - from, 9, 3);
  return Buffer.concat([own, body.subarray(from, to)]);
}

test('fragments in any order, twice and overlapping make the message once', () => {
  const reassembly = new Reassembly();
  expect([...reassembly.add(fragment(0, 60, 100))]).toEqual([]);
  expect([...reassembly.add(fragment(0, 60, 100))]).toEqual([]);
  expect([...reassembly.add(Buffer.concat([fragment(0, 0, 30), fragment(0, 20, 70)]))]).toMatchObject([
    { type: 11, body, bytes: encodeHandshake(11, 0, body) },
  ]);
  expect([...reassembly.add(fragment(0, 0, 100))]).toEqual([]);
});

test('a message that is ahead of its turn waits for it', () => {
  const reassembly = new Reassembly();
  expect([...reassembly.add(fragment(1, 0, 100))]).toEqual([]);
  expect([...reassembly.add(fragment(0, 0, 100))]).toHaveLength(2);
});

test('a fragment that lies about its place or its length is dropped', () => {
  const reassembly = new Reassembly();
  const beyond = fragment(0, 0, 50);
  beyond.writeUIntBE(80, 6, 3);
  const cut = fragment(0, 0, 100).subarray(0, 60);
  const huge = fragment(0, 0, 10);
  huge.writeUIntBE(0xff_ffff, 1, 3);
  for (const lie of [beyond, cut, huge]) expect([...reassembly.add(lie)]).toEqual([]);
  expect([...reassembly.add(fragment(0, 0, 100))]).toHaveLength(1);
});
