/** Ports at an address that the network outside has a name for, and where they are inside of it. */
export interface InnerPeer {
  /** At which peers are named. */
  ip: string;
  from: number;
  to: number;
  /** At which they are reached, with the same ports. */
  inner: string;
}

/** Peers that are named by an address of an address translation in front of this machine, and reached behind it. */
export class InnerPeers {
  readonly #byOuter = new Map<string, InnerPeer[]>();
  readonly #byInner = new Map<string, InnerPeer[]>();

  constructor(peers: readonly InnerPeer[]) {
    for (const peer of peers) {
      this.#byOuter.set(peer.ip, [...(this.#byOuter.get(peer.ip) ?? []), peer]);
      this.#byInner.set(peer.inner, [...(this.#byInner.get(peer.inner) ?? []), peer]);
    }
  }

  /** Where packets to a peer are sent. */
  inside(ip: string, port: number): string {
    return of(this.#byOuter, ip, port)?.inner ?? ip;
  }

  /** As whose packets appear that come from an address. */
  outside(ip: string, port: number): string {
    return of(this.#byInner, ip, port)?.ip ?? ip;
  }
}

function of(peers: ReadonlyMap<string, InnerPeer[]>, ip: string, port: number): InnerPeer | undefined {
  return peers.get(ip)?.find(({ from, to }) => from <= port && port <= to);
}
