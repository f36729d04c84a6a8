// Against a real server: net/media.real.test.ts. Here, what it does where nobody answers, or somebody else does.
import { expect, test } from 'vitest';
import { FakeClock } from '../testing/FakeClock.ts';
import { makeCertificate } from './certificate.ts';
import { DtlsClient } from './DtlsClient.ts';
import { encodeHandshake, HandshakeType } from './handshake.ts';
import { ContentType, RecordLayer } from './RecordLayer.ts';

function setUp() {
  const clock = new FakeClock();
  const sent: Buffer[] = [];
  const events: string[] = [];
  const client = new DtlsClient({
    certificate: makeCertificate(clock.now()),
    fingerprints: [],
    clock,
    send: (datagram) => sent.push(datagram),
    connected: () => events.push('connected'),
    failed: (reason) => events.push(reason),
    ended: () => events.push('ended'),
  });
  client.start();
  const records = new RecordLayer();
  const answer = (type: number, body: Buffer, sequence = 0) => {
    const message = encodeHandshake(type, sequence, body);
    client.received(records.write({ contentType: ContentType.handshake, epoch: 0, body: message }));
  };
  return { clock, sent, events, client, records, answer };
}

test('a hello is sent again, less and less often, with a new record number each time, and at last given up', () => {
  const { clock, sent, events } = setUp();
  clock.advance(200 + 400 + 800);
  expect(sent).toHaveLength(4);
  expect(sent.map((datagram) => datagram.readUIntBE(5, 6))).toEqual([0, 1, 2, 3]);
  expect(new Set(sent.map((datagram) => datagram.subarray(13).toString('hex'))).size).toBe(1);
  clock.advance(60_000);
  expect(sent).toHaveLength(7);
  expect(events).toEqual(['nobody answers']);
  expect(clock.pending).toBe(0);
});

test('a cookie is given back', () => {
  const { sent, answer } = setUp();
  const cookie = Buffer.from('cookie');
  answer(HandshakeType.helloVerifyRequest, Buffer.concat([Buffer.from([0xfe, 0xff, cookie.length]), cookie]));
  expect(sent).toHaveLength(2);
  expect(sent[1]?.includes(cookie)).toBe(true);
});

test('a certificate that was not announced ends it', () => {
  const { clock, events, answer } = setUp();
  const der = makeCertificate(clock.now()).der;
  const length = (bytes: number) => Buffer.from([0, bytes >> 8, bytes & 0xff]);
  answer(HandshakeType.certificate, Buffer.concat([length(der.length + 3), length(der.length), der]));
  expect(events).toEqual(['the certificate has another fingerprint']);
});

test('what is cut off, or a key exchange before its certificate, ends it in words', () => {
  const { events, answer } = setUp();
  answer(HandshakeType.serverKeyExchange, Buffer.from([3, 0, 23, 65]));
  expect(events).toEqual(['a key exchange before its certificate']);
});

test('an alert of the other side ends it', () => {
  const { events, client, records } = setUp();
  client.received(records.write({ contentType: ContentType.alert, epoch: 0, body: Buffer.from([2, 40]) }));
  expect(events).toEqual(['alert 40']);
});

test('what is not DTLS is not minded', () => {
  const { events, client } = setUp();
  for (let length = 0; length < 40; length += 1) client.received(Buffer.alloc(length, 22));
  client.received(Buffer.from('16fefd0000000000000000ffff', 'hex'));
  expect(events).toEqual([]);
});
