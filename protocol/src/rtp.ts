// What mediasoup calls RtpCapabilities, RtpParameters and DtlsParameters, as schemas.
// https://mediasoup.org/documentation/v3/mediasoup/rtp-parameters-and-capabilities/
// They are closed (no unknown fields) and bounded: a malformed one must never reach a worker.
import { Type, type Static } from 'typebox';

const closed = { additionalProperties: false } as const;

export const MediaKind = Type.Enum(['audio', 'video']);
export type MediaKind = Static<typeof MediaKind>;

const MimeType = Type.String({ pattern: '^(audio|video)/[A-Za-z0-9.+_-]{1,32}$' });
const PayloadType = Type.Integer({ minimum: 0, maximum: 127 });
const HeaderExtensionUri = Type.String({ minLength: 1, maxLength: 128 });
const HeaderExtensionId = Type.Integer({ minimum: 1, maximum: 255 });
const Ssrc = Type.Integer({ minimum: 0, maximum: 0xffffffff });
const CodecParameters = Type.Record(
  Type.String({ maxLength: 64 }),
  Type.Union([Type.String({ maxLength: 256 }), Type.Number()]),
  { maxProperties: 32 },
);

const RtcpFeedback = Type.Object(
  { type: Type.String({ maxLength: 32 }), parameter: Type.Optional(Type.String({ maxLength: 32 })) },
  closed,
);

const codecFields = {
  mimeType: MimeType,
  clockRate: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  channels: Type.Optional(Type.Integer({ minimum: 1, maximum: 8 })),
  parameters: Type.Optional(CodecParameters),
  rtcpFeedback: Type.Optional(Type.Array(RtcpFeedback, { maxItems: 16 })),
};

export const RtpCapabilities = Type.Object(
  {
    codecs: Type.Array(
      Type.Object(
        { ...codecFields, kind: MediaKind, preferredPayloadType: Type.Optional(PayloadType) },
        closed,
      ),
      { minItems: 1, maxItems: 64 },
    ),
    headerExtensions: Type.Array(
      Type.Object(
        {
          kind: MediaKind,
          uri: HeaderExtensionUri,
          preferredId: HeaderExtensionId,
          preferredEncrypt: Type.Optional(Type.Boolean()),
          direction: Type.Optional(Type.Enum(['sendrecv', 'sendonly', 'recvonly', 'inactive'])),
        },
        closed,
      ),
      { maxItems: 64 },
    ),
  },
  closed,
);
export type RtpCapabilities = Static<typeof RtpCapabilities>;

const RtpEncoding = Type.Object(
  {
    active: Type.Optional(Type.Boolean()),
    ssrc: Type.Optional(Ssrc),
    rid: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9]{1,16}$' })),
    codecPayloadType: Type.Optional(PayloadType),
    rtx: Type.Optional(Type.Object({ ssrc: Ssrc }, closed)),
    dtx: Type.Optional(Type.Boolean()),
    scalabilityMode: Type.Optional(Type.String({ pattern: '^[LS][1-3]T[1-3](h|_KEY(_SHIFT)?)?$' })),
    scaleResolutionDownBy: Type.Optional(Type.Number({ minimum: 1, maximum: 64 })),
    maxBitrate: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000_000 })),
    maxFramerate: Type.Optional(Type.Number({ minimum: 0, maximum: 240 })),
    adaptivePtime: Type.Optional(Type.Boolean()),
    priority: Type.Optional(Type.String({ maxLength: 16 })),
    networkPriority: Type.Optional(Type.String({ maxLength: 16 })),
  },
  closed,
);

export const RtpParameters = Type.Object(
  {
    mid: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9]{1,8}$' })),
    msid: Type.Optional(Type.String({ maxLength: 160 })),
    codecs: Type.Array(Type.Object({ ...codecFields, payloadType: PayloadType }, closed), {
      minItems: 1,
      maxItems: 32,
    }),
    headerExtensions: Type.Optional(
      Type.Array(
        Type.Object(
          {
            uri: HeaderExtensionUri,
            id: HeaderExtensionId,
            encrypt: Type.Optional(Type.Boolean()),
            parameters: Type.Optional(CodecParameters),
          },
          closed,
        ),
        { maxItems: 32 },
      ),
    ),
    /** As many sizes as a scalability mode can name. */
    encodings: Type.Optional(Type.Array(RtpEncoding, { minItems: 1, maxItems: 3 })),
    rtcp: Type.Optional(
      Type.Object(
        {
          cname: Type.Optional(Type.String({ maxLength: 128 })),
          reducedSize: Type.Optional(Type.Boolean()),
          mux: Type.Optional(Type.Boolean()),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type RtpParameters = Static<typeof RtpParameters>;

const octets = (count: number) => Type.String({ pattern: `^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){${count - 1}}$` });

/** RFC 8122 section 5: the octets of a known hash in hexadecimal, as many as it has. */
export const DtlsFingerprint = Type.Union([
  Type.Object({ algorithm: Type.Literal('sha-1'), value: octets(20) }, closed),
  Type.Object({ algorithm: Type.Literal('sha-224'), value: octets(28) }, closed),
  Type.Object({ algorithm: Type.Literal('sha-256'), value: octets(32) }, closed),
  Type.Object({ algorithm: Type.Literal('sha-384'), value: octets(48) }, closed),
  Type.Object({ algorithm: Type.Literal('sha-512'), value: octets(64) }, closed),
]);
export type DtlsFingerprint = Static<typeof DtlsFingerprint>;
