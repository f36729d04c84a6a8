import { expect, it } from 'vitest';
import { unchecked, type CheckState, type Way, type WayResult } from './CheckState.ts';
import { readMeasured, restrict } from './tryWay.ts';
import { verdictOf } from './verdict.ts';

const works = { name: 'works', roundTrip: 20, loss: 0 } as const;
const blocked = { name: 'blocked' } as const;

function state(open: Partial<Record<Way, WayResult>>, server = true): CheckState {
  const none = { udp: blocked, tcp: blocked, relayUdp: blocked, relayTcp: blocked, relayTls: blocked };
  const carrier = server ? ({ name: 'works' } as const) : blocked;
  return {
    ...unchecked,
    phase: 'done',
    carriers: { webSocket: blocked, fallback: carrier },
    ways: { ...none, ...open },
  };
}

it.each([
  ['good', state({ udp: works, tcp: works })],
  ['lossy', state({ udp: { ...works, loss: 0.2 } })],
  ['tcp', state({ tcp: works, relayTls: works })],
  ['relay', state({ relayTls: works })],
  ['relay', state({ relayUdp: works })],
  ['noMedia', state({})],
  ['noServer', state({}, false)],
])('comes to %s', (verdict, checked) => {
  expect(verdictOf(checked)).toBe(verdict);
});

it('comes to nothing before it is over', () => {
  expect(verdictOf({ ...state({ udp: works }), phase: 'running' })).toBeUndefined();
});

const candidate = {
  foundation: 'f',
  priority: 1,
  address: '198.18.0.1',
  port: 20_000,
  type: 'host',
} as const;
const transport = {
  id: 't',
  iceParameters: { usernameFragment: 'u', password: 'p' },
  iceCandidates: [
    { ...candidate, protocol: 'udp' },
    { ...candidate, protocol: 'tcp', tcpType: 'passive' },
  ],
  dtlsParameters: { role: 'server', fingerprints: [] },
} as unknown as Parameters<typeof restrict>[1];
const relays = [
  { urls: ['turn:t:3478?transport=udp', 'turn:t:3478?transport=tcp'], username: 'u', credential: 'c' },
  { urls: ['stun:s:3478'] },
];

it('leaves one way open, and closes the others', () => {
  const protocols = (way: Way) =>
    restrict(way, transport, relays)?.transport.iceCandidates.map(({ protocol }) => protocol);
  expect([protocols('udp'), protocols('tcp'), protocols('relayTcp')]).toEqual([['udp'], ['tcp'], ['udp']]);
  expect(restrict('udp', transport, relays)?.iceServers).toEqual([]);
  expect(restrict('relayTcp', transport, relays)?.iceServers).toEqual([
    { urls: ['turn:t:3478?transport=tcp'], username: 'u', credential: 'c' },
  ]);
});

it('tells what the service does not offer', () => {
  expect(restrict('relayTls', transport, relays)).toBeUndefined();
  expect(restrict('tcp', { ...transport, iceCandidates: [] }, relays)).toBeUndefined();
});

it('reads how long it takes and what is lost from the statistics of the browser', () => {
  expect(
    readMeasured([
      { type: 'outbound-rtp', packetsSent: 200 },
      { type: 'remote-inbound-rtp', roundTripTime: 0.05, packetsLost: 10 },
      { type: 'candidate-pair', currentRoundTripTime: 0.02 },
    ]),
  ).toEqual({ roundTrip: 20, loss: 0.05 });
  expect(readMeasured([{ type: 'outbound-rtp', packetsSent: 10 }])).toEqual({
    roundTrip: undefined,
    loss: undefined,
  });
  // Duplicates make it negative.
  expect(
    readMeasured([
      { type: 'outbound-rtp', packetsSent: 10 },
      { type: 'remote-inbound-rtp', packetsLost: -1 },
    ]).loss,
  ).toBe(0);
});
