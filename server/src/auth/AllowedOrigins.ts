import type { IncomingMessage } from 'node:http';

/**
 * Which pages may speak to this server: those that it served itself, and those of the origins that the operator
 * names. RFC 6454 section 7; browsers send `Origin` with every WebSocket and with every request that changes things.
 */
export class AllowedOrigins {
  /** Origins such as `https://meet.example`, or `*` for every page there is. */
  readonly named: string[] | '*';

  constructor(named: readonly string[]) {
    this.named = named.includes('*') ? '*' : [...named];
  }

  /** A request without an origin is no page's: a program may speak to the server anyway. */
  allows({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
    const { origin, host } = headers;
    if (origin === undefined || this.named === '*' || this.named.includes(origin)) return true;
    return URL.canParse(origin) && new URL(origin).host === host;
  }
}
