// What the server answers by HTTP where a request is not done: RFC 9457.
import { Type, type Static } from 'typebox';

/** Codes of problems, each with the status that it comes with. A client branches on the code, never on the words. */
export const problems = {
  invalid_request: { status: 400, title: 'The request is not one that the server knows.' },
  unauthorized: {
    status: 401,
    title: 'This needs a key or a token, and there is none, a wrong one, or one that is over.',
  },
  token_required: { status: 401, title: 'The room is entered by a token, and there is none.' },
  token_invalid: { status: 401, title: 'The token was not made for this server, was changed, or is none.' },
  token_expired: { status: 401, title: 'The time of the token is over.' },
  token_early: { status: 401, title: 'The time of the token has not come yet.' },
  token_other_room: { status: 403, title: 'The token is for another room.' },
  forbidden: { status: 403, title: 'The key or token is not for this.' },
  not_found: { status: 404, title: 'There is nothing of that name.' },
  method_not_allowed: { status: 405, title: 'There is such an address, but not for this method.' },
  request_timeout: { status: 408, title: 'The request took too long to come.' },
  room_exists: { status: 409, title: 'There is a room of that name.' },
  too_many_rooms: { status: 409, title: 'As many rooms are made already as the server keeps.' },
  tokens_not_made: {
    status: 409,
    title: 'This server makes no join tokens: people come in without, or by those of another service.',
  },
  running: { status: 409, title: 'The recording is not over yet.' },
  damaged: { status: 409, title: 'The manifest of the recording cannot be read.' },
  no_tracks: { status: 409, title: 'The recording has no tracks of which a film could be made.' },
  body_too_large: { status: 413, title: 'The body is larger than any that is needed.' },
  unsupported_media_type: { status: 415, title: 'The body is something else than JSON.' },
  range_not_satisfiable: { status: 416, title: 'The file has no such bytes.' },
  too_many_tries: {
    status: 429,
    title: 'Too many wrong keys came from this address: none is looked at for ten minutes.',
  },
  headers_too_large: { status: 431, title: 'The headers are larger than any that are needed.' },
  internal: { status: 500, title: 'The server failed: its log says more.' },
  token_unchecked: { status: 503, title: 'The server cannot get the keys by which tokens are checked.' },
  not_ready: { status: 503, title: 'The server cannot take calls now; the detail says why.' },
  unavailable: { status: 503, title: 'The server cannot do it now: try again later.' },
} as const;

export type ProblemCode = keyof typeof problems;

/** Where the codes are explained, by the server itself. A problem's type is one of them. */
export const problemsPath = '/api/problems';

const codes = Object.keys(problems) as ProblemCode[];

export const Problem = Type.Object(
  {
    /** A reference to the meaning of the code. */
    type: Type.String({ format: 'uri-reference' }),
    /** What the code means, alike for every problem of it. */
    title: Type.String(),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    /** What it is here, in words for a person. */
    detail: Type.String(),
    code: Type.Enum(codes),
  },
  { additionalProperties: false },
);
export type Problem = Static<typeof Problem>;
