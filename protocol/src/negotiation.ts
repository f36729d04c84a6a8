// What two browsers tell each other, by way of the server, to connect directly.
import { Type, type Static } from 'typebox';
import { DirectId, TrackId } from './call.ts';
import { limits } from './constants.ts';

const closed = { additionalProperties: false } as const;

/** The token that names a media section in an SDP. RFC 8843, section 15.1. */
const Mid = Type.String({ pattern: '^[A-Za-z0-9_.+-]{1,16}$' });

/**
 * An offer or an answer. RFC 8829 (JSEP) and RFC 8866 (SDP). Every line of it has to be one; the server looks no
 * deeper.
 */
export const SessionDescription = Type.Object(
  {
    directId: DirectId,
    sdp: Type.String({
      maxLength: limits.sdpLength,
      pattern: '^v=0\\r\\n([a-z]=[^\\r\\n\\0]*\\r\\n)+$',
    }),
    /** Which track of the sender is in which media section. */
    tracks: Type.Array(Type.Object({ mid: Mid, trackId: TrackId }, closed), {
      maxItems: limits.tracksPerPeer,
    }),
  },
  closed,
);
export type SessionDescription = Static<typeof SessionDescription>;

/** A trickled candidate, as `RTCIceCandidate.toJSON()` gives it; an empty one ends them. RFC 8838 and RFC 8839, section 5.1. */
export const DirectCandidate = Type.Object(
  {
    directId: DirectId,
    candidate: Type.Object(
      {
        candidate: Type.String({
          maxLength: limits.candidateLength,
          pattern:
            '^(candidate:[A-Za-z0-9+/]{1,32} \\d{1,5} (udp|UDP|tcp|TCP) \\d{1,10} [A-Za-z0-9.:%-]{1,253} \\d{1,5} typ (host|srflx|prflx|relay)( [\\x21-\\x7e]+)*)?$',
        }),
        sdpMid: Type.Optional(Type.Union([Mid, Type.Null()])),
        sdpMLineIndex: Type.Optional(Type.Union([Type.Integer({ minimum: 0, maximum: 255 }), Type.Null()])),
        usernameFragment: Type.Optional(
          Type.Union([Type.String({ pattern: '^[A-Za-z0-9+/]{4,256}$' }), Type.Null()]),
        ),
      },
      closed,
    ),
  },
  closed,
);
export type DirectCandidate = Static<typeof DirectCandidate>;
