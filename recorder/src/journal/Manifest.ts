import { Type, type Static } from 'typebox';
import { endCauses, gapCauses } from './entries.ts';

const closed = { additionalProperties: false };
const Time = Type.Number({ minimum: 0 });
/** A name within the recording's folder, which it cannot lead out of. */
const FileName = Type.String({ pattern: '^[A-Za-z0-9_-][A-Za-z0-9_.-]*$', maxLength: 200 });

/** A stretch of a track that is in one file. */
const ManifestFile = Type.Object(
  {
    file: FileName,
    codec: Type.Enum(['opus', 'vp8', 'vp9', 'h264', 'av1']),
    /** When it begins in the recording, and how long it is, in milliseconds. */
    at: Time,
    duration: Time,
    bytes: Type.Integer({ minimum: 0 }),
  },
  closed,
);

export type ManifestFile = Static<typeof ManifestFile>;

const ManifestTrack = Type.Object(
  {
    trackId: Type.String(),
    peerId: Type.String(),
    displayName: Type.String(),
    source: Type.String(),
    files: Type.Array(ManifestFile),
    gaps: Type.Array(Type.Object({ at: Time, until: Time, cause: Type.Enum([...gapCauses]) }, closed)),
    sizes: Type.Array(Type.Object({ at: Time, width: Type.Integer(), height: Type.Integer() }, closed)),
    rotations: Type.Array(Type.Object({ at: Time, degrees: Type.Enum([0, 90, 180, 270]) }, closed)),
  },
  closed,
);
export type ManifestTrack = Static<typeof ManifestTrack>;

/** What a recording consists of. All times are milliseconds since it began, on one clock. */
export const Manifest = Type.Object(
  {
    version: Type.Literal(1),
    recordingId: Type.String(),
    room: Type.String(),
    /** ISO 8601. */
    startedAt: Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z$' }),
    duration: Time,
    /** Missing: it is going on, or its process died. */
    endCause: Type.Optional(Type.Enum([...endCauses])),
    tracks: Type.Array(ManifestTrack),
    /** In which nothing was recorded: because it was paused, or because nobody wrote. */
    breaks: Type.Array(
      Type.Object({ at: Time, until: Time, cause: Type.Enum(['paused', 'recorder']) }, closed),
    ),
    events: Type.Array(
      Type.Object(
        { at: Time, event: Type.String(), data: Type.Record(Type.String(), Type.Unknown()) },
        closed,
      ),
    ),
  },
  closed,
);
export type Manifest = Static<typeof Manifest>;
