/** Where a browser is told to find a TURN server (RFC 7065). */
export interface TurnUrl {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly transport: 'udp' | 'tcp' | 'tls';
}

/** Undefined: it is of something else. */
export function parseTurnUrl(url: string): TurnUrl | undefined {
  const parts =
    /^(?<scheme>turns?):(?:\[(?<v6>[^\]]+)\]|(?<name>[^:?]+))(?::(?<port>\d+))?(?:\?(?<query>.*))?$/i.exec(
      url,
    )?.groups;
  const host = parts?.['v6'] ?? parts?.['name'];
  if (!parts || host === undefined) return undefined;
  const isSecure = parts['scheme']?.toLowerCase() === 'turns';
  const isTcp = new URLSearchParams(parts['query']).get('transport') === 'tcp';
  const port = Number(parts['port'] ?? (isSecure ? 5349 : 3478));
  return { url, host, port, transport: isSecure ? 'tls' : isTcp ? 'tcp' : 'udp' };
}
