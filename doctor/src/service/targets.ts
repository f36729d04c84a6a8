// Where the server sends people for media and for relays, each by an address.
import { lookup } from 'node:dns/promises';
import { isIP, isIPv6 } from 'node:net';
import type { RequestResult } from '@parley/protocol';
import type { RelayTarget } from '../path/tryRelay.ts';
import { parseTurnUrl } from '../path/turnUrl.ts';
import type { CandidateSeen } from './media.ts';

/** What was not tried yet. */
export type Candidate = Omit<CandidateSeen, 'outcome'>;

/** More than a browser would try, and less than a socket may have probes. */
const MOST = 4;

/** Names may be announced as well as addresses. A host of several addresses is one of each family to a browser. */
export async function candidatesOf({ transport }: RequestResult<'probe'>): Promise<Candidate[]> {
  const each = transport.iceCandidates.map(async ({ address, port, protocol }) =>
    (await addressesOf(address)).map((ip) => ({ ip, port, protocol })),
  );
  return (await Promise.all(each)).flat().slice(0, MOST);
}

export async function relayTargets({ iceServers }: RequestResult<'probe'>): Promise<RelayTarget[]> {
  const named = iceServers.flatMap(({ urls, username = '', credential = '' }) =>
    urls.flatMap((url) => {
      const turn = parseTurnUrl(url);
      return turn ? [{ turn, credential: { username, password: credential } }] : [];
    }),
  );
  const found = await Promise.all(
    named.map(async ({ turn, credential }) => {
      const [ip = turn.host] = await addressesOf(turn.host);
      return { turn, ip, credential };
    }),
  );
  return found.slice(0, MOST);
}

/** IPv4 first: what is announced has it most often. */
export async function addressesOf(host: string): Promise<string[]> {
  if (isIP(host)) return [host];
  try {
    const found = await lookup(host, { all: true });
    return found.map(({ address }) => address).toSorted((a, b) => Number(isIPv6(a)) - Number(isIPv6(b)));
  } catch {
    return [];
  }
}
