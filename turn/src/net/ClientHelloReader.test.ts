import { expect, test } from 'vitest';
import { clientHello, inRecordsOf } from '../testing/clientHello.ts';
import { randomFrom } from '../testing/randomFrom.ts';
import { ClientHelloReader, MAX_HELLO, type Hello } from './ClientHelloReader.ts';

const web = await clientHello({ ALPNProtocols: ['h2', 'http/1.1'], servername: 'meet.example' });
const silent = await clientHello();

/** What is found in pieces of this size, and after how many bytes. */
function readIn(size: number, bytes: Buffer): { hello: Hello; after: number } {
  const reader = new ClientHelloReader();
  for (let at = 0; at < bytes.length; at += size) {
    const hello = reader.push(bytes.subarray(at, at + size));
    if (hello === 'incomplete') continue;
    const after = Math.min(at + size, bytes.length);
    expect(reader.bytes.equals(bytes.subarray(0, after))).toBe(true);
    return { hello, after };
  }
  return { hello: 'incomplete', after: bytes.length };
}

const read = (bytes: Buffer): Hello => readIn(bytes.length, bytes).hello;

test.each([
  ['that asks for web pages', web, ['h2', 'http/1.1']],
  ['that says nothing', silent, []],
  ['of a certificate authority', await clientHello({ ALPNProtocols: ['acme-tls/1'] }), ['acme-tls/1']],
  ['of TURN', await clientHello({ ALPNProtocols: ['stun.turn'] }), ['stun.turn']],
  ['of TLS 1.2', await clientHello({ ALPNProtocols: ['h2'], maxVersion: 'TLSv1.2' }), ['h2']],
])('[CN8] the protocols are found of a client %s', (_, bytes, protocols) => {
  expect(read(bytes)).toEqual({ protocols });
});

test('[CN8] a hello without extensions, as old clients send it, asks for nothing', () => {
  const body = Buffer.concat([
    Buffer.from([3, 3]),
    Buffer.alloc(32),
    Buffer.from([0, 0, 2, 0xc0, 0x2f, 1, 0]),
  ]);
  expect(read(record(message(body)))).toEqual({ protocols: [] });
});

test('[CN8] a hello is understood however TCP cuts it, and not before its end', () => {
  for (let size = 1; size <= web.length; size += 1) {
    expect(readIn(size, web)).toEqual({ hello: { protocols: ['h2', 'http/1.1'] }, after: web.length });
  }
});

test.each([1, 2, 3, 4, 5, 64, 250])('[CN8] a hello in records of %d bytes is understood', (size) => {
  const bytes = inRecordsOf(size, web);
  for (const piece of [1, 7, bytes.length]) {
    expect(readIn(piece, bytes)).toEqual({ hello: { protocols: ['h2', 'http/1.1'] }, after: bytes.length });
  }
});

test('[CN8] a huge hello is read to a limit and no further', () => {
  const padded = (length: number) => {
    const body = web.subarray(9);
    const size = Buffer.alloc(4);
    size.writeUInt16BE(21);
    size.writeUInt16BE(length, 2);
    const hello = Buffer.concat([body, size, Buffer.alloc(length)]);
    // The extensions follow 2 + 32 bytes, the session, the suites and the methods.
    const session = 35 + (hello[34] ?? 0);
    const suites = session + 2 + hello.readUInt16BE(session);
    const extensions = suites + 1 + (hello[suites] ?? 0);
    hello.writeUInt16BE(hello.length - extensions - 2, extensions);
    return inRecordsOf(16_384, record(message(hello)));
  };
  expect(read(padded(8_000))).toEqual({ protocols: ['h2', 'http/1.1'] });
  expect(readIn(1000, padded(60_000))).toEqual({ hello: 'none', after: 17_000 });
  expect(readIn(1, padded(60_000)).after).toBeLessThanOrEqual(MAX_HELLO + 5);
});

test('[CN8] what never ends is read to the same limit', () => {
  const endless = inRecordsOf(
    1,
    Buffer.concat([record(Buffer.from([1, 0, 0x3f, 0xf0])), Buffer.alloc(20_000)]),
  );
  expect(readIn(1, endless)).toEqual({ hello: 'none', after: MAX_HELLO });
});

test.each([
  ['of SSL 2', '802e0100020015000000100100800300800600400700c0'],
  ['of HTTP', '474554202f20485454502f312e310d0a0d0a'],
  ['of STUN', '000100002112a442303132333435363738396162'],
  ['with a record of another version', '160200000401000000'],
  ['with an empty record', '1603010000'],
  ['with a record that is too long', '1603014001'],
  ['with another message first', '16030100040200000000'],
  ['with an alert between two records', '16030100020100150301000202'],
  ['with nothing in it', '160301000401000000'],
])('[CN8] bytes %s are no hello, which is known at once', (_, hex) => {
  expect(read(Buffer.from(hex, 'hex'))).toBe('none');
});

test('[CN8] lengths that lie, and whatever else is flipped, end in an answer and in no exception', () => {
  const random = randomFrom(8446);
  const below = (end: number) => Math.floor(random() * end);
  for (let round = 0; round < 5000; round += 1) {
    const bytes = Buffer.from(web);
    for (let flips = 0; flips <= below(3); flips += 1) bytes[below(bytes.length)] = below(256);
    const hello = read(bytes);
    const isAnswer =
      typeof hello === 'object' ? hello.protocols.length < web.length : /^(none|incomplete)$/.test(hello);
    expect(isAnswer).toBe(true);
  }
  for (let length = 9; length < web.length; length += 1) {
    const cut = record(message(web.subarray(9, length)));
    // Cut behind its compression methods it is a whole one.
    expect(read(cut)).toSatisfy((hello: Hello) => hello === 'none' || isSilent(hello));
  }
});

function isSilent(hello: Hello): boolean {
  return typeof hello === 'object' && hello.protocols.length === 0;
}

function message(body: Buffer): Buffer {
  const head = Buffer.from([1, 0, 0, 0]);
  head.writeUIntBE(body.length, 1, 3);
  return Buffer.concat([head, body]);
}

function record(fragment: Buffer): Buffer {
  const head = Buffer.from([22, 3, 1, 0, 0]);
  head.writeUInt16BE(fragment.length & 0xffff, 3);
  return Buffer.concat([head, fragment]);
}
