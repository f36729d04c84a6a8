import { isIPv6 } from 'node:net';

export interface TurnPlace {
  /** Names or addresses, the best one first. */
  hosts: readonly string[];
  /** Of UDP and TCP. */
  port: number;
  /** Undefined: there is no certificate. Its name is the host's, or else the best host has to do. */
  tls: { port: number; host: string | undefined } | undefined;
}

/**
 * Where browsers reach a TURN server (RFC 7065). Every URL costs each of them an allocation, so there are four at
 * most: UDP for two hosts, one of which may have IPv6, and TCP and TLS for one.
 */
export function turnUrls({ hosts, port, tls }: TurnPlace): string[] {
  const [first, second] = hosts.map(inBrackets);
  if (first === undefined) return [];
  return [
    `turn:${first}:${port}?transport=udp`,
    ...(second === undefined ? [] : [`turn:${second}:${port}?transport=udp`]),
    `turn:${first}:${port}?transport=tcp`,
    ...(tls
      ? [`turns:${tls.host === undefined ? first : inBrackets(tls.host)}:${tls.port}?transport=tcp`]
      : []),
  ];
}

function inBrackets(host: string): string {
  return isIPv6(host) ? `[${host}]` : host;
}
