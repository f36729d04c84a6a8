// The networks that people call from, by what their router does.

export interface NetworkKind {
  readonly family: 'IPv4' | 'IPv6';
  /** Of nft(8): what becomes of a packet on its way out. A rule that says nothing drops it. */
  readonly outward: string;
  /** Of nft(8): how the source of a packet is translated on its way out. Without: it is not. */
  readonly translation?: 'masquerade' | 'masquerade fully-random';
  /** Whether packets from anywhere get in on the ports that the host may have used. */
  readonly open?: true;
}

/** The resolver is in the internet here, and reached in every network. */
const names = 'udp dport 53 accept';

export const networkKinds = {
  /** One outer port for one inner port, and anybody may send to it. */
  'full cone': { family: 'IPv4', outward: 'accept', translation: 'masquerade', open: true },
  /** One outer port for one inner port, and only who was sent to may answer, from the same port. */
  cone: { family: 'IPv4', outward: 'accept', translation: 'masquerade' },
  /** Another outer port, at random, for every destination. */
  symmetric: { family: 'IPv4', outward: 'accept', translation: 'masquerade fully-random' },
  'UDP blocked': {
    family: 'IPv4',
    outward: `${names}; meta l4proto tcp accept`,
    translation: 'masquerade',
  },
  'only 443': { family: 'IPv4', outward: `${names}; tcp dport 443 accept`, translation: 'masquerade' },
  /** No IPv4 at all, and a firewall that lets answers in. */
  'IPv6 only': { family: 'IPv6', outward: 'accept' },
} as const satisfies Record<string, NetworkKind>;

export type NetworkName = keyof typeof networkKinds;

export const networkNames = Object.keys(networkKinds) as NetworkName[];

/** The rules of a router between its interfaces `lan` and `wan`, for nft(8). */
export function routerRules({ outward, translation, open }: NetworkKind, hostV4: string): string {
  // What comes unasked is dropped before conntrack has noted it: otherwise a check of ICE that is early would take
  // the port that the host's own packets are about to get, and the port would no longer be kept (as no router does).
  const rules = `
    table inet firewall {
      chain input {
        type filter hook input priority 0; policy accept
        iifname wan ct state new meta l4proto { tcp, udp } drop
      }
      chain forward {
        type filter hook forward priority 0; policy drop
        ct state established,related accept
        ct status dnat accept
        iifname lan oifname wan jump outward
      }
      chain outward { ${outward}; }
    }`;
  const translated = `
    table ip translation {
      chain outward { type nat hook postrouting priority 100; oifname wan ${translation}; }
    }`;
  const opened = `
    table ip opening {
      chain inward { type nat hook prerouting priority -100; iifname wan udp dport 1024-65535 dnat to ${hostV4}; }
    }`;
  return `${rules}${translation ? translated : ''}${open ? opened : ''}\n`;
}
