import { expect, test } from 'vitest';
import type { RtcStats } from '../harness/mediaProbe.ts';
import { server } from './addresses.ts';
import { connectionsOf } from './Connection.ts';

function report(local: Partial<RtcStats>, remote: Partial<RtcStats>): RtcStats[] {
  return [
    { type: 'transport', id: 'T', selectedCandidatePairId: 'P2' },
    { type: 'candidate-pair', id: 'P1', localCandidateId: 'other', remoteCandidateId: 'other' },
    { type: 'candidate-pair', id: 'P2', localCandidateId: 'L', remoteCandidateId: 'R' },
    { type: 'local-candidate', id: 'L', candidateType: 'host', protocol: 'udp', ...local },
    { type: 'remote-candidate', id: 'R', candidateType: 'host', protocol: 'udp', ...remote },
  ];
}

test('a connection is told by its selected pair', () => {
  const one = report({ candidateType: 'prflx', protocol: 'tcp' }, { port: server.mediaPort });
  const other = report({ candidateType: 'srflx' }, { candidateType: 'relay', port: 49_152 });
  expect(connectionsOf([one, other])).toEqual([
    { to: 'server', carriage: 'TCP', relayed: false, pair: 'prflx–host' },
    { to: 'person', carriage: 'UDP', relayed: true, pair: 'srflx–relay' },
  ]);
});

test.each([
  { relayProtocol: 'udp', carriage: 'TURN/UDP' },
  { relayProtocol: 'tcp', carriage: 'TURN/TCP' },
  { relayProtocol: 'tls', carriage: 'TURN/TLS' },
])('a relay that is reached by $relayProtocol is told as $carriage', ({ relayProtocol, carriage }) => {
  expect(connectionsOf([report({ candidateType: 'relay', relayProtocol }, {})])).toMatchObject([
    { carriage },
  ]);
});

test('Firefox says in the pair that it is selected', () => {
  const stats = report({}, {})
    .filter(({ type }) => type !== 'transport')
    .map((entry) => (entry.id === 'P2' ? { ...entry, selected: true } : entry));
  expect(connectionsOf([stats])).toHaveLength(1);
});

test('a connection that has found no path is none', () => {
  expect(connectionsOf([[{ type: 'transport', id: 'T' }], []])).toEqual([]);
});
