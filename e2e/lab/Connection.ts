// Which way the packets of a page's connections go, as getStats() tells it.
import type { RtcStats } from '../harness/mediaProbe.ts';
import { server } from './addresses.ts';

/** What carries the packets of a connection out of its network. */
export type Carriage = 'UDP' | 'TCP' | 'TURN/UDP' | 'TURN/TCP' | 'TURN/TLS';

export interface Connection {
  readonly to: 'server' | 'person';
  readonly carriage: Carriage;
  /** By a TURN server, of this end or the other. */
  readonly relayed: boolean;
  /** The types of its two candidates, such as `srflx–host`. */
  readonly pair: string;
}

/** The connections that have found a path, from what getStats() says of each. */
export function connectionsOf(reports: readonly (readonly RtcStats[])[]): Connection[] {
  return reports.flatMap((report) => connectionOf(report) ?? []);
}

function connectionOf(report: readonly RtcStats[]): Connection | undefined {
  const byId = (id: string | undefined) => report.find((entry) => entry.id === id);
  const transport = report.find(({ type }) => type === 'transport');
  // Firefox has it in the pair.
  const pair =
    byId(transport?.selectedCandidatePairId) ??
    report.find(({ type, selected }) => type === 'candidate-pair' && selected);
  const [local, remote] = [byId(pair?.localCandidateId), byId(pair?.remoteCandidateId)];
  if (!local || !remote) return undefined;
  return {
    to: remote.port === server.mediaPort ? 'server' : 'person',
    carriage: carriageOf(local),
    relayed: local.candidateType === 'relay' || remote.candidateType === 'relay',
    pair: `${local.candidateType}–${remote.candidateType}`,
  };
}

function carriageOf({ candidateType, protocol, relayProtocol }: RtcStats): Carriage {
  if (candidateType !== 'relay') return protocol === 'tcp' ? 'TCP' : 'UDP';
  return relayProtocol === 'tls' ? 'TURN/TLS' : relayProtocol === 'tcp' ? 'TURN/TCP' : 'TURN/UDP';
}
