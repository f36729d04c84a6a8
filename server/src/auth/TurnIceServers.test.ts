import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { FakeClock } from '../testing/FakeClock.ts';
import { TurnIceServers, type TurnOptions } from './TurnIceServers.ts';

const turn: TurnOptions = {
  secret: 'a secret for the tests',
  urls: ['turn:turn.example:3478?transport=udp', 'turn:turn.example:3478?transport=tcp'],
  lifetime: 3_600_000,
  relaysToAll: false,
};
const named = [{ urls: ['turn:other.example'], username: 'u', credential: 'c' }];

function issuer(changes: Partial<TurnOptions> = {}) {
  const clock = new FakeClock();
  return { clock, servers: new TurnIceServers({ named: [], turn: { ...turn, ...changes }, clock }) };
}

test('[IC1] for the SFU there is TURN, for a direct call STUN', () => {
  const { sfu, direct } = issuer().servers.issue('ana');
  expect(sfu.map(({ urls }) => urls)).toEqual([turn.urls]);
  expect(direct).toEqual([{ urls: ['stun:turn.example:3478'] }]);
});

test('[IC1] a TURN server that relays to all serves a direct call as well', () => {
  const { sfu, direct } = issuer({ relaysToAll: true }).servers.issue('ana');
  expect(direct).toEqual([{ urls: ['stun:turn.example:3478'] }, ...sfu]);
});

test('[IC1] STUN goes over TLS where there is nothing else, and hosts with IPv6 stay in brackets', () => {
  const directUrls = (...urls: string[]) => issuer({ urls }).servers.issue('ana').direct[0]?.urls;
  expect(directUrls('turns:turn.example:443?transport=tcp')).toEqual(['stuns:turn.example:443']);
  expect(directUrls('turn:[2001:db8::5]:3478', 'turns:a:443')).toEqual(['stun:[2001:db8::5]:3478']);
});

test('[IC2] the username says when it runs out and for whom it is, and the password is made of it', () => {
  const { clock, servers } = issuer();
  const [first] = servers.issue('ana').sfu;
  const expiry = (clock.now() + turn.lifetime) / 1000;
  expect(first?.username).toBe(`${expiry}:ana`);
  const hmac = createHmac('sha1', turn.secret).update(`${expiry}:ana`).digest('base64');
  expect(first?.credential).toBe(hmac);
  clock.advance(10_000);
  expect(servers.issue('ben').sfu[0]?.username).toBe(`${expiry + 10}:ben`);
});

test('[IC4] servers that the operator named come first, and as they are', () => {
  const { sfu, direct } = new TurnIceServers({ named, turn, clock: new FakeClock() }).issue('ana');
  expect(sfu[0]).toEqual(named[0]);
  expect(direct[0]).toEqual(named[0]);
  expect([sfu.length, direct.length]).toEqual([2, 2]);
});

test('[IC4] without a TURN server they are all there is, and nothing runs out', () => {
  const servers = new TurnIceServers({ named, turn: undefined, clock: new FakeClock() });
  expect(servers.issue('ana')).toEqual({ sfu: named, direct: named });
  expect(servers.renewAfter).toBeUndefined();
});
