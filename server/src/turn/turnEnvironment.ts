// What the bundled TURN server has to know of this machine and of the media, as its own settings (docs/turn.md).
import { isIPv4, isIPv6 } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';

export interface TurnSurroundings {
  secret: string;
  /** The IP addresses in the SFU's ICE candidates. */
  mediaAddresses: readonly string[];
  mediaPorts: { first: number; last: number };
  /** As `os.networkInterfaces()` gives them. */
  interfaces: Partial<Record<string, NetworkInterfaceInfo[]>>;
  /** Where it shares its TLS port with web servers. */
  https?:
    | {
        cert: string;
        key: string;
        port: number;
        /** The server's own, without TLS. Undefined: only TURN is opened. */
        upstream: { host: string; port: number } | undefined;
        /** `host:port` of one with TLS of its own. */
        tlsUpstream?: string | undefined;
      }
    | undefined;
}

/**
 * The settings that follow from those of the call service, with what the operator has `set`: that counts instead. An
 * empty variable is one that is not set.
 */
export function turnEnvironment(set: NodeJS.ProcessEnv, surroundings: TurnSurroundings): NodeJS.ProcessEnv {
  const { secret, mediaAddresses, mediaPorts, https } = surroundings;
  const relays = [isIPv4, isIPv6].flatMap((isOfFamily) => relayAddress(isOfFamily, surroundings) ?? []);
  const peers = mediaAddresses.map((ip) => {
    // Behind an address translation the SFU is where the relays are: the packets need not go out and in again.
    const address = relays.find((relay) => relay.startsWith(`${ip}/`)) ?? ip;
    return `${isIPv6(ip) ? `[${address}]` : address}:${mediaPorts.first}-${mediaPorts.last}`;
  });
  return {
    TURN_SECRET: secret,
    TURN_LISTEN: mediaAddresses.some((ip) => isIPv6(ip)) ? '0.0.0.0,::' : '0.0.0.0',
    TURN_RELAY_ADDRESSES: relays.join(','),
    TURN_MEDIA_PEERS: peers.join(','),
    ...Object.fromEntries(Object.entries(set).filter(([, value]) => value !== '')),
    ...(https && {
      TURN_TLS_CERT: https.cert,
      TURN_TLS_KEY: https.key,
      TURN_TLS_PORT: String(https.port),
      TURN_HTTP_UPSTREAM: https.upstream && upstreamOf(https.upstream),
      TURN_HTTPS_UPSTREAM: https.tlsUpstream,
    }),
  };
}

/** An address of the media that is this machine's own, or the outer one of an address translation with an own one. */
function relayAddress(
  isOfFamily: (ip: string) => boolean,
  { mediaAddresses, interfaces }: TurnSurroundings,
): string | undefined {
  const own = Object.values(interfaces)
    .flatMap((some = []) => some)
    .filter(({ address }) => isOfFamily(address));
  const announced = mediaAddresses.filter(isOfFamily);
  const ours = announced.find((ip) => own.some(({ address }) => address === ip));
  if (ours !== undefined || announced[0] === undefined) return ours;
  const inner = own.find(({ internal, address }) => !internal && !/^(169\.254\.|fe80:)/i.test(address));
  return inner && `${announced[0]}/${inner.address}`;
}

/** The address at which this machine reaches what listens on a host of its own. */
function upstreamOf({ host, port }: { host: string; port: number }): string {
  if (isIPv6(host)) return `[${host === '::' ? '::1' : host}]:${port}`;
  return `${isIPv4(host) && host !== '0.0.0.0' ? host : '127.0.0.1'}:${port}`;
}
