import { expect, test } from 'vitest';
import type { PathOutcome } from '../path/tryPath.ts';
import { judgeAddress, judgeMedia, wrongAddress, type CandidateSeen, type MediaSeen } from './media.ts';

const reached: PathOutcome = { reached: true, roundTrip: 12, loss: 0 };
const silence: PathOutcome = { reached: false, why: 'silence', detail: 'no answer' };
const refused: PathOutcome = { reached: false, why: 'refused', detail: 'ECONNREFUSED' };
const noWay: PathOutcome = { reached: false, why: 'no way', detail: 'ENETUNREACH' };

function at(ip: string, udp: PathOutcome, tcp: PathOutcome): CandidateSeen[] {
  return [
    { ip, port: 20_000, protocol: 'udp', outcome: udp },
    { ip, port: 20_000, protocol: 'tcp', outcome: tcp },
  ];
}

function seen(candidates: CandidateSeen[], turnAnswersUdp: boolean | undefined = true): MediaSeen {
  return { candidates, pageAddresses: ['198.18.0.1'], turnAnswersUdp };
}

function told(media: MediaSeen): Record<string, string> {
  const findings = [judgeAddress(media, 'meet.example'), ...judgeMedia(media)];
  return Object.fromEntries(findings.map(({ check, status }) => [check, status]));
}

test('what is reached is ok, and says how long it took', () => {
  const media = seen(at('198.18.0.1', reached, reached));
  expect(told(media)).toEqual({ 'announced-address': 'ok', 'media-udp': 'ok', 'media-tcp': 'ok' });
  expect(judgeMedia(media)[0]?.message).toContain('198.18.0.1:20000 in 12 ms');
});

test('an address where nobody is, and that is not the page’s, is the one thing that fails', () => {
  const media = seen(at('198.18.0.9', silence, silence));
  expect(told(media)).toEqual({
    'announced-address': 'failed',
    'media-udp': 'skipped',
    'media-tcp': 'skipped',
  });
  expect(judgeAddress(media, 'meet.example').message).toContain('Set ANNOUNCED_ADDRESS=198.18.0.1');
});

test('an address where another machine refuses is a wrong one too', () => {
  expect(wrongAddress(seen(at('198.18.0.9', refused, refused)))).toBe('198.18.0.9');
});

test('closed ports at the page’s own address are ports, and not a wrong address', () => {
  const media = seen(at('198.18.0.1', silence, silence));
  expect(told(media)).toEqual({ 'announced-address': 'ok', 'media-udp': 'failed', 'media-tcp': 'failed' });
  expect(judgeMedia(media)[0]?.message).toMatch(/let UDP port 20000 \(MEDIA_PORT\) in/);
});

test('an address elsewhere that answers is right: media may have a machine of its own', () => {
  expect(told(seen(at('198.18.0.9', silence, reached)))).toMatchObject({
    'announced-address': 'ok',
    'media-udp': 'failed',
    'media-tcp': 'ok',
  });
});

test('where no UDP comes through at all, it is the firewall for all of UDP', () => {
  const [udp] = judgeMedia(seen(at('198.18.0.1', silence, reached), false));
  expect(udp).toMatchObject({ status: 'failed' });
  expect(udp?.message).toContain('neither to the media at 198.18.0.1:20000 nor to TURN');
});

test('answers from another address fail, where it is not this machine’s own translation', () => {
  const from = (why: 'stranger' | 'translated'): PathOutcome => ({
    reached: false,
    why,
    detail: '172.18.0.1',
  });
  const [failed] = judgeMedia(seen(at('198.18.0.1', from('stranger'), reached)));
  expect(failed).toMatchObject({ status: 'failed' });
  expect(failed?.message).toContain('198.18.0.1:20000 over UDP is answered from 172.18.0.1');
  const inContainer = seen(at('198.18.0.1', from('translated'), reached));
  expect(told(inContainer)).toEqual({
    'announced-address': 'ok',
    'media-udp': 'skipped',
    'media-tcp': 'ok',
  });
  expect(judgeMedia(inContainer)[0]?.message).toContain('npm run doctor -- --url https://…');
  // It hides nothing that is broken beside it.
  expect(told(seen(at('198.18.0.1', from('translated'), silence)))).toMatchObject({ 'media-tcp': 'failed' });
  expect(told(seen(at('198.18.0.1', silence, reached)))).toMatchObject({ 'media-udp': 'failed' });
});

test('an address of a family that this machine lacks fails nothing', () => {
  const media = seen([...at('198.18.0.1', reached, reached), ...at('2001:db8::1', noWay, noWay)]);
  expect(told(media)).toEqual({ 'announced-address': 'ok', 'media-udp': 'ok', 'media-tcp': 'ok' });
});

test('one address too many is a warning', () => {
  const media = seen([...at('10.0.0.5', silence, silence), ...at('198.18.0.1', reached, reached)]);
  expect(judgeAddress(media, 'meet.example')).toMatchObject({ status: 'warning' });
  expect(judgeAddress(media, 'meet.example').message).toContain('10.0.0.5 too');
});

test('a handshake that does not come through is large packets that do not', () => {
  const cut: PathOutcome = { reached: false, why: 'handshake', detail: 'no answer' };
  const [udp] = judgeMedia(seen(at('198.18.0.1', cut, reached)));
  expect(udp).toMatchObject({ status: 'failed' });
  expect(udp?.message).toContain('MTU');
});

test('loss is a warning', () => {
  const lossy: PathOutcome = { reached: true, roundTrip: 12, loss: 0.25 };
  const [udp] = judgeMedia(seen(at('198.18.0.1', lossy, reached)));
  expect(udp).toMatchObject({ status: 'warning' });
  expect(udp?.message).toContain('25 %');
});

test('a server without ICE-TCP is a warning, and one without any address fails', () => {
  const udpOnly = seen(at('198.18.0.1', reached, reached).slice(0, 1));
  expect(told(udpOnly)['media-tcp']).toBe('warning');
  expect(told(seen([]))['announced-address']).toBe('failed');
});
