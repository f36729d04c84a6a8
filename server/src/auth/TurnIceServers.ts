import type { IceServer, IceServers } from '@parley/protocol';
import { createHmac } from 'node:crypto';
import type { Clock, IceServerIssuer } from '../call/ports.ts';

export interface TurnOptions {
  /** Shared with the TURN server. coturn: `static-auth-secret`. */
  secret: string;
  readonly urls: readonly string[];
  /** Milliseconds for which a credential is good. */
  lifetime: number;
  /** Whether it relays to browsers as well, and not to the SFU only. */
  relaysToAll: boolean;
}

interface TurnIceServersParts {
  /** Servers of others, as the operator names them: they come first, and as they are. */
  named: readonly IceServer[];
  turn: TurnOptions | undefined;
  clock: Pick<Clock, 'now'>;
}

/** What each peer is told of STUN and TURN servers, with credentials in the form of the TURN REST API. */
export class TurnIceServers implements IceServerIssuer {
  readonly #parts: TurnIceServersParts;

  constructor(parts: TurnIceServersParts) {
    this.#parts = parts;
  }

  get renewAfter(): number | undefined {
    return this.#parts.turn && this.#parts.turn.lifetime / 2;
  }

  issue(peerId: string): IceServers {
    const { named, turn, clock } = this.#parts;
    if (!turn) return { sfu: [...named], direct: [...named] };
    const expiry = Math.floor((clock.now() + turn.lifetime) / 1000);
    const { urls } = turn;
    const relay = { urls: [...urls], ...turnCredential(turn.secret, expiry, peerId) };
    // The SFU needs nobody's outer address, so STUN is for direct calls only.
    const direct = [...named, { urls: stunUrls(urls) }];
    return { sfu: [...named, relay], direct: turn.relaysToAll ? [...direct, relay] : direct };
  }
}

/** The username says when it runs out, in seconds since 1970, and the password proves that we said so. */
function turnCredential(secret: string, expiry: number, user: string) {
  const username = `${expiry}:${user}`;
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') };
}

/** A TURN server is a STUN server too. RFC 7064 has no transport in its URLs. */
function stunUrls(urls: readonly string[]): string[] {
  const stun = urls.map((url) => url.replace(/^turn/, 'stun').replace(/\?.*$/, ''));
  const plain = stun.filter((url) => url.startsWith('stun:'));
  return [...new Set(plain.length > 0 ? plain : stun)];
}
