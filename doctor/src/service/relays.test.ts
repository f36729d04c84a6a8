import { expect, test } from 'vitest';
import type { RelayOutcome } from '../path/tryRelay.ts';
import { parseTurnUrl } from '../path/turnUrl.ts';
import { judgeRelays, type RelaysSeen } from './relays.ts';

const urls = {
  udp: 'turn:meet.example:3478?transport=udp',
  tcp: 'turn:meet.example:3478?transport=tcp',
  tls: 'turns:meet.example:443?transport=tcp',
};

type Failure = Extract<RelayOutcome, { allocated: false }>['why'];

function turnOf(name: keyof typeof urls) {
  const turn = parseTurnUrl(urls[name]);
  if (!turn) throw new Error('no URL of TURN');
  return turn;
}

function good(name: keyof typeof urls): RelayOutcome {
  return { turn: turnOf(name), allocated: true, media: { reached: true, roundTrip: 5, loss: 0 } };
}

function bad(name: keyof typeof urls, why: Failure): RelayOutcome {
  return { turn: turnOf(name), allocated: false, why, detail: why };
}

function judged(relays: RelayOutcome[], more: Partial<RelaysSeen> = {}) {
  const peers = { open: [], control: [], asked: 10 };
  const findings = judgeRelays({ relays, wrongAddress: undefined, isUdpDead: false, peers, ...more });
  const of = (check: string) => findings.find((finding) => finding.check === check);
  const failures = findings.filter(({ status }) => status === 'failed').map(({ check }) => check);
  return { of, failures };
}

test('relays by which the media is reached are ok', () => {
  const { failures, of } = judged([good('udp'), good('tcp'), good('tls')]);
  expect(failures).toEqual([]);
  expect(['turn', 'turn-udp', 'turn-tcp', 'turn-tls', 'turn-peers'].map((one) => of(one)?.status)).toEqual([
    'ok',
    'ok',
    'ok',
    'ok',
    'ok',
  ]);
});

test('credentials that are not taken are the one thing that fails', () => {
  const { failures, of } = judged(
    (['udp', 'tcp', 'tls'] as const).map((name) => bad(name, 'credential')),
    { peers: undefined },
  );
  expect(failures).toEqual(['turn']);
  expect(of('turn')?.message).toContain('TURN_SECRET');
  expect(of('turn-udp')).toMatchObject({ status: 'skipped' });
});

test('answers of TURN from another address fail, where it is not this machine’s own translation', () => {
  const strange = judged([bad('udp', 'stranger'), good('tcp'), good('tls')]);
  expect(strange.failures).toEqual(['turn-udp']);
  expect(strange.of('turn-udp')?.message).toContain('TURN_LISTEN');
  const inContainer = judged([bad('udp', 'translated'), good('tcp'), good('tls')]);
  expect(inContainer.failures).toEqual([]);
  expect(inContainer.of('turn-udp')).toMatchObject({ status: 'skipped' });
});

test('a port that does not answer is named with its setting', () => {
  const { failures, of } = judged([good('udp'), good('tcp'), bad('tls', 'silence')]);
  expect(failures).toEqual(['turn-tls']);
  expect(of('turn-tls')?.message).toMatch(/TCP port 443 \(TLS_PORT or TURN_TLS_PORT\)/);
});

test('where no UDP comes through at all, that is told of the media', () => {
  const { failures } = judged([bad('udp', 'silence'), good('tcp'), good('tls')], { isUdpDead: true });
  expect(failures).toEqual([]);
  expect(judged([bad('udp', 'silence'), good('tcp'), good('tls')]).failures).toEqual(['turn-udp']);
});

test('at the announced address nothing is to be found before that is right', () => {
  const ofIp = parseTurnUrl('turn:198.18.0.9:3478?transport=udp');
  if (!ofIp) throw new Error('no URL of TURN');
  const dead: RelayOutcome = { turn: ofIp, allocated: false, why: 'silence', detail: 'no answer' };
  const half: RelayOutcome = {
    turn: turnOf('tls'),
    allocated: true,
    media: { reached: false, why: 'silence', detail: 'no answer' },
  };
  const { failures, of } = judged([dead, half], { wrongAddress: '198.18.0.9' });
  expect(failures).toEqual([]);
  expect(of('turn-udp')).toMatchObject({ status: 'skipped' });
  expect(of('turn-tls')).toMatchObject({ status: 'ok' });
});

test('a relay that does not reach the media says which side is to let it through', () => {
  const half = (why: 'forbidden' | 'silence'): RelayOutcome => ({
    turn: turnOf('udp'),
    allocated: true,
    media: { reached: false, why, detail: '403 Forbidden' },
  });
  expect(judged([half('forbidden')]).of('turn-udp')?.message).toContain('TURN_MEDIA_PEERS');
  expect(judged([half('silence')]).of('turn-udp')?.message).toContain('TURN_RELAY_PORTS');
});

test('a server that is full says so by its code', () => {
  expect(judged([bad('udp', 'denied')]).of('turn-udp')?.message).toContain('TURN_ALLOCATIONS');
});

test('TURN that relays to private addresses fails, to ports of its own machine it is a warning', () => {
  const open = judged([good('udp')], { peers: { open: ['127.0.0.1'], control: [], asked: 9 } });
  expect(open.failures).toEqual(['turn-peers']);
  expect(open.of('turn-peers')?.message).toMatch(/relays to 127\.0\.0\.1.*denied-peer-ip/);
  const control = judged([good('udp')], { peers: { open: [], control: [3478], asked: 9 } });
  expect(control.of('turn-peers')).toMatchObject({ status: 'warning' });
});

test('no TURN, and none over TLS, are warnings', () => {
  expect(judged([]).of('turn')).toMatchObject({ status: 'warning' });
  expect(judged([good('udp')]).of('turn-tls')).toMatchObject({ status: 'warning' });
});

test.each([
  ['turn:meet.example', { host: 'meet.example', port: 3478, transport: 'udp' }],
  ['turn:[2001:db8::1]:443?transport=tcp', { host: '2001:db8::1', port: 443, transport: 'tcp' }],
  ['turns:meet.example', { host: 'meet.example', port: 5349, transport: 'tls' }],
])('%s is read as a browser does', (url, expected) => {
  expect(parseTurnUrl(url)).toEqual({ url, ...expected });
});

test('a STUN server is no TURN server', () => {
  expect(parseTurnUrl('stun:meet.example:3478')).toBeUndefined();
});
