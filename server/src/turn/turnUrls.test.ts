import { expect, test } from 'vitest';
import { turnUrls } from './turnUrls.ts';

test('one host is offered over UDP and TCP, and over TLS where there is a certificate', () => {
  const place = { hosts: ['turn.example'], port: 3478 };
  const plain = ['turn:turn.example:3478?transport=udp', 'turn:turn.example:3478?transport=tcp'];
  expect(turnUrls({ ...place, tls: undefined })).toEqual(plain);
  expect(turnUrls({ ...place, tls: { port: 443, host: undefined } })).toEqual([
    ...plain,
    'turns:turn.example:443?transport=tcp',
  ]);
});

test('IPv6 addresses stand in brackets, and however many hosts there are, there are four URLs at most', () => {
  const hosts = ['203.0.113.5', '2001:db8::5', '203.0.113.6', '203.0.113.7'];
  expect(turnUrls({ hosts, port: 3478, tls: { port: 5349, host: 'meet.example' } })).toEqual([
    'turn:203.0.113.5:3478?transport=udp',
    'turn:[2001:db8::5]:3478?transport=udp',
    'turn:203.0.113.5:3478?transport=tcp',
    'turns:meet.example:5349?transport=tcp',
  ]);
});

test('without a host there are none', () => {
  expect(turnUrls({ hosts: [], port: 3478, tls: undefined })).toEqual([]);
});
