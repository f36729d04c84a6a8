import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { longTermKey } from '../stun/integrity.ts';
import type { Credential } from './RequestContext.ts';

/** RFC 8489, section 14.3: shorter than 509 bytes. */
const maxUsername = 508;

/**
 * The credentials of the TURN REST form: the username is `expiry:user`, in seconds since 1970, and the password
 * base64(HMAC-SHA1(secret, username)). Who knows the secret can make them, and nobody has to keep them.
 */
export class Credentials {
  readonly realm: string;
  readonly #secret: KeyObject;

  constructor(realm: string, secret: string) {
    this.realm = realm;
    this.#secret = createSecretKey(secret, 'utf8');
  }

  /** What goes with a username, or undefined: it does not have the form. */
  of(username: Buffer): (Credential & { expiresAt: number }) | undefined {
    const name = username.toString();
    const [, expiry, user] = /^(\d{1,12})(?::(.*))?$/s.exec(name) ?? [];
    if (username.length > maxUsername || expiry === undefined) return undefined;
    const password = createHmac('sha1', this.#secret).update(username).digest('base64');
    const key = longTermKey(name, this.realm, password);
    return { username: name, user: user ?? name, key, expiresAt: Number(expiry) * 1000 };
  }
}
