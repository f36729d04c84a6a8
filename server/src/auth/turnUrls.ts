import { isIPv6 } from 'node:net';

export interface TurnPlace {
  /** Names or addresses, the best one first. */
  hosts: readonly string[];
  /** Of UDP and TCP. */
  port: number;
  /** Undefined: there is no certificate. */
  tlsPort: number | undefined;
}

/**
 * Where browsers reach a TURN server (RFC 7065). Every URL costs each of them an allocation, so there are four at
 * most: UDP for two hosts, one of which may have IPv6, and TCP and TLS for the first.
 */
export function turnUrls({ hosts, port, tlsPort }: TurnPlace): string[] {
  const [first, second] = hosts.map((host) => (isIPv6(host) ? `[${host}]` : host));
  if (first === undefined) return [];
  return [
    `turn:${first}:${port}?transport=udp`,
    ...(second === undefined ? [] : [`turn:${second}:${port}?transport=udp`]),
    `turn:${first}:${port}?transport=tcp`,
    ...(tlsPort === undefined ? [] : [`turns:${first}:${tlsPort}?transport=tcp`]),
  ];
}
