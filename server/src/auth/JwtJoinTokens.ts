import { isRoomName, JoinClaims, limits, type TokenError } from '@parley/protocol';
import { Ajv } from 'ajv';
import {
  decodeProtectedHeader,
  errors,
  jwtVerify,
  SignJWT,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import { createSecretKey, type KeyObject } from 'node:crypto';
import { CallError } from '../call/CallError.ts';
import type { Admission, Clock, JoinTokens } from '../call/ports.ts';
import { KeysUnavailable } from './KeysUnavailable.ts';

export interface JwtJoinTokensParts {
  /** Of tokens that are signed by HS256. */
  readonly secret?: string | undefined;
  /** Of tokens that are signed by RS256. */
  readonly keys?: JWTVerifyGetKey | undefined;
  /** Who they have to be for, and from, where that is looked at. */
  readonly audience?: string | undefined;
  readonly issuer?: string | undefined;
  readonly clock: Clock;
}

/** Seconds by which the clocks of whoever makes a token and of this server may differ. */
const TOLERANCE = 30;

const isJoinClaims = new Ajv().compile<JoinClaims>(JoinClaims);

/** Join tokens as JSON Web Tokens. Which algorithm goes with which key is ours to say, and never the token's. */
export class JwtJoinTokens implements JoinTokens {
  readonly #parts: JwtJoinTokensParts;
  readonly #secret: KeyObject | undefined;

  constructor(parts: JwtJoinTokensParts) {
    this.#parts = parts;
    this.#secret = parts.secret === undefined ? undefined : createSecretKey(parts.secret, 'utf8');
  }

  /** Whether this server can make them itself. */
  get issues(): boolean {
    return this.#secret !== undefined;
  }

  async admit(room: string, token: string | undefined, { isBack } = { isBack: false }): Promise<Admission> {
    if (token === undefined) throw refusal('token_required', 'this server lets people in by tokens');
    const claims = await this.#check(token, isBack);
    if (claims.room !== '*' && claims.room !== room) {
      throw refusal('token_other_room', 'the token is for another room');
    }
    return { role: claims.role ?? 'participant', displayName: claims.name, subject: claims.sub };
  }

  /** @param expiresAt Milliseconds since 1970. */
  async issue(claims: JoinClaims, expiresAt: number): Promise<string> {
    if (!this.#secret) throw new Error('there is no secret to sign with');
    const { audience, issuer, clock } = this.#parts;
    const token = new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuedAt(Math.floor(clock.now() / 1000))
      .setExpirationTime(Math.floor(expiresAt / 1000));
    if (audience !== undefined) token.setAudience(audience);
    if (issuer !== undefined) token.setIssuer(issuer);
    return token.sign(this.#secret);
  }

  async #check(token: string, isBack: boolean): Promise<JoinClaims> {
    let payload: JWTPayload;
    try {
      payload = await this.#verify(token);
    } catch (error) {
      if (!(isBack && error instanceof errors.JWTExpired)) throw refusalOf(error);
      // Its signature has been checked before its time.
      payload = error.payload;
    }
    if (!isJoinClaims(payload) || (payload.room !== '*' && !isRoomName(payload.room))) {
      throw refusal('token_invalid', 'the token does not say for which room, or as whom');
    }
    return payload;
  }

  async #verify(token: string): Promise<JWTPayload> {
    if (token.length > limits.joinTokenLength) throw new errors.JWTInvalid('the token is too long');
    const { audience, issuer, clock } = this.#parts;
    const options = {
      requiredClaims: ['exp'],
      clockTolerance: TOLERANCE,
      currentDate: new Date(clock.now()),
      ...(audience !== undefined && { audience }),
      ...(issuer !== undefined && { issuer }),
    };
    const { alg } = decodeProtectedHeader(token);
    if (alg === 'HS256' && this.#secret) {
      return (await jwtVerify(token, this.#secret, { ...options, algorithms: ['HS256'] })).payload;
    }
    if (alg === 'RS256' && this.#parts.keys) {
      return (await jwtVerify(token, this.#parts.keys, { ...options, algorithms: ['RS256'] })).payload;
    }
    throw new errors.JOSEAlgNotAllowed('not signed in a way that this server takes');
  }
}

function refusalOf(error: unknown): CallError {
  if (error instanceof KeysUnavailable) {
    return refusal('token_unchecked', 'the keys by which tokens are checked cannot be had now');
  }
  if (error instanceof errors.JWTExpired) return refusal('token_expired', 'the time of the token is over');
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf') {
    return refusal('token_early', 'the time of the token has not come yet');
  }
  return refusal('token_invalid', 'the token was not made for this server, was changed, or is none');
}

/** Nothing of the token is told, or kept. */
const refusal = (code: TokenError, message: string) => new CallError(code, message);
