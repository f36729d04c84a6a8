// What must be: the table that the lab holds Parley to.
import type { LabCall } from './calls.ts';
import type { Carriage } from './Connection.ts';
import { networkNames, type NetworkName } from './networkKinds.ts';

/** The way between two people: from browser to browser, the same over a TURN server, or by the SFU. */
export type CallPath = 'direct' | 'relayed' | 'server';

/**
 * How packets between a network and the server may be carried. Everybody gets there. To a TURN server that is very near
 * Chromium finds a way before it thinks of TCP, and then makes no TCP candidate any more.
 */
export const toServer: Readonly<Record<NetworkName, readonly Carriage[]>> = {
  'full cone': ['UDP'],
  cone: ['UDP'],
  symmetric: ['UDP'],
  'UDP blocked': ['TCP', 'TURN/TCP'],
  'only 443': ['TURN/TLS'],
  'IPv6 only': ['UDP'],
};

const D = 'direct';
const S = 'server';

/**
 * Two people are connected directly where packets of both get through; the server does it for all others. A symmetric
 * NAT shows its port for a peer to nobody but that peer, which has to be open to be shown it.
 */
// prettier-ignore
const withoutRelay: Readonly<Record<NetworkName, readonly CallPath[]>> = {
  //             full cone, cone, symmetric, UDP blocked, only 443, IPv6 only
  'full cone':   [D,        D,    D,         S,           S,        S],
  'cone':        [D,        D,    S,         S,           S,        S],
  'symmetric':   [D,        S,    S,         S,           S,        S],
  'UDP blocked': [S,        S,    S,         S,           S,        S],
  'only 443':    [S,        S,    S,         S,           S,        S],
  'IPv6 only':   [S,        S,    S,         S,           S,        D],
};

export function expectedPath({ setup, networks: [one, other] }: LabCall): CallPath {
  if (setup === 'server only') return 'server';
  if (withoutRelay[one][networkNames.indexOf(other)] === D) return 'direct';
  // From everywhere the TURN server is reached, by one of its ways.
  return setup === 'TURN for all' ? 'relayed' : 'server';
}

/** What the page may say of a path. What goes to the server may be relayed on the way. */
export function wordsFor(path: CallPath): readonly CallPath[] {
  return path === 'server' ? ['server', 'relayed'] : [path];
}
