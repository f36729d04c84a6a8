// Tokens that let people into rooms: what a JSON Web Token (RFC 7519) says for that.
import { Type, type Static } from 'typebox';
import { Role, RoomName } from './call.ts';
import { limits } from './constants.ts';
import { DisplayName } from './person.ts';

/** Beside these `exp` has to be there; `nbf`, `aud` and `iss` are looked at, and anything else is left alone. */
export const JoinClaims = Type.Object({
  /** The room that it opens, or `*` for all. */
  room: Type.Union([RoomName, Type.Literal('*')]),
  /** Without it one comes in as a participant. */
  role: Type.Optional(Role),
  /** Under which one is seen, whatever one has typed. */
  name: Type.Optional(DisplayName),
  /** Who it was made for: whoever is banned is banned with all tokens of the same. */
  sub: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
});
export type JoinClaims = Static<typeof JoinClaims>;

/** In a request: a signed token as it is written in a link. */
export const JoinToken = Type.String({ maxLength: limits.joinTokenLength });
