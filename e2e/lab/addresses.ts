// Who has which address in the lab.

/**
 * Not the ranges for documentation: to the TURN server those are private ones, where it relays for nobody. Nothing of
 * the lab leaves it, so these are nobody's here.
 */
export const internet = { v4: '11.0.0.1', v6: '2a00:1::1', mac: '02:00:00:00:00:01' };
export const server = {
  v4: '11.0.0.10',
  v6: '2a00:1::10',
  mac: '02:00:00:00:00:10',
  mediaPort: 20_000,
};
/** By name, since a certificate is for a name. */
export const serverName = 'parley.test';

/** In the internet. */
export interface OuterAddress {
  readonly v4: string;
  readonly v6: string;
  /** Always the same, so that those who knew the router of the call before know the new one. */
  readonly mac: string;
}

export type SiteName = 'a' | 'b';

export interface SiteAddresses {
  /** The router's. */
  readonly outer: OuterAddress;
  /** The router's address in its own network. */
  readonly router: { readonly v4: string; readonly v6: string };
  readonly host: { readonly v4: string; readonly v6: string };
  /** Its own IPv6 network, which needs no translation. */
  readonly prefix: string;
}

export const sites: Readonly<Record<SiteName, SiteAddresses>> = {
  a: {
    outer: { v4: '11.0.0.21', v6: '2a00:1::21', mac: '02:00:00:00:00:21' },
    router: { v4: '10.1.0.1', v6: '2a00:1:0:a::1' },
    host: { v4: '10.1.0.2', v6: '2a00:1:0:a::2' },
    prefix: '2a00:1:0:a::/64',
  },
  b: {
    outer: { v4: '11.0.0.22', v6: '2a00:1::22', mac: '02:00:00:00:00:22' },
    router: { v4: '10.2.0.1', v6: '2a00:1:0:b::1' },
    host: { v4: '10.2.0.2', v6: '2a00:1:0:b::2' },
    prefix: '2a00:1:0:b::/64',
  },
};

/** Where somebody goes who moves in the midst of a call. */
export const elsewhere: SiteAddresses = {
  outer: { v4: '11.0.0.23', v6: '2a00:1::23', mac: '02:00:00:00:00:23' },
  router: { v4: '10.3.0.1', v6: '2a00:1:0:c::1' },
  host: { v4: '10.3.0.2', v6: '2a00:1:0:c::2' },
  prefix: '2a00:1:0:c::/64',
};
