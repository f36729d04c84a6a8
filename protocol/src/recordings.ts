// What the API and the page say of recordings. All times within a recording are milliseconds since it began.
import { Type, type Static } from 'typebox';

const closed = { additionalProperties: false };

/** How people are arranged in the one film that is made of a recording. */
export const FilmView = Type.Enum(['grid', 'speaker']);
export type FilmView = Static<typeof FilmView>;

/** `mp4`: H.264 and AAC; `webm`: VP9 and Opus. */
export const FilmFormat = Type.Enum(['mp4', 'webm']);
export type FilmFormat = Static<typeof FilmFormat>;

/** Of which film is to be made. */
export const FilmWish = Type.Object({ view: FilmView, format: FilmFormat }, closed);
export type FilmWish = Static<typeof FilmWish>;

/** Where something begins in a film, in milliseconds of the film. */
export const Chapter = Type.Object({ at: Type.Number({ minimum: 0 }), title: Type.String() }, closed);
export type Chapter = Static<typeof Chapter>;

/**
 * Why there is no film: `ffmpeg_missing`: the machine has no ffmpeg; `disk`: it is full; `nothing`: nothing was recorded that
 * could be shown; `internal`: the log of the server says more.
 */
export const FilmProblem = Type.Enum(['ffmpeg_missing', 'disk', 'nothing', 'internal']);
export type FilmProblem = Static<typeof FilmProblem>;

/** A file of a recording. */
export const RecordingFile = Type.Object(
  {
    /** Its name, for `/api/recordings/:recordingId/files/:file`. */
    file: Type.String({ minLength: 1 }),
    /** Its media type. */
    type: Type.String(),
    bytes: Type.Integer({ minimum: 0 }),
  },
  closed,
);
export type RecordingFile = Static<typeof RecordingFile>;

/** The film of a recording, made or on its way. */
export const Film = Type.Object(
  {
    view: FilmView,
    format: FilmFormat,
    state: Type.Enum(['queued', 'running', 'done', 'failed']),
    /** How much of it is done, from 0 to 1. */
    progress: Type.Number({ minimum: 0, maximum: 1 }),
    /** Of one that failed. */
    problem: Type.Optional(FilmProblem),
    /** The rest: of one that is done. Its length in milliseconds, without what was paused. */
    duration: Type.Optional(Type.Number()),
    file: Type.Optional(RecordingFile),
    chapters: Type.Optional(Type.Array(Chapter)),
  },
  closed,
);
export type Film = Static<typeof Film>;

/** A stretch of a track, which is in one file. */
export const TrackPart = Type.Object(
  {
    ...RecordingFile.properties,
    /** When it begins in the recording, and how long it is. */
    at: Type.Number(),
    duration: Type.Number(),
    codec: Type.String(),
  },
  closed,
);
export type TrackPart = Static<typeof TrackPart>;

/** What one person sent from one source. */
export const RecordedTrack = Type.Object(
  { trackId: Type.String(), displayName: Type.String(), source: Type.String(), parts: Type.Array(TrackPart) },
  closed,
);
export type RecordedTrack = Static<typeof RecordedTrack>;

/** A recording as a list has it. */
export const RecordingSummary = Type.Object(
  {
    recordingId: Type.String(),
    room: Type.String(),
    /** ISO 8601. */
    startedAt: Type.String(),
    duration: Type.Number({ minimum: 0 }),
    /** All files together. */
    bytes: Type.Integer({ minimum: 0 }),
    /** The names of those who are in it, each once, in the order of their coming. */
    people: Type.Array(Type.String()),
    /** `running`: it is being recorded. */
    state: Type.Enum(['running', 'finished']),
    /** `uploading`: it is on its way to the bucket. */
    place: Type.Enum(['disk', 'uploading', 'bucket']),
    film: Type.Optional(Film),
    /** There is a picture of it: the file of that name. */
    preview: Type.Optional(Type.String()),
    /** When it is going to be deleted for its age. ISO 8601. */
    deletedAt: Type.Optional(Type.String()),
    /** Lets whoever has it read this recording's files, as `?ticket=…`, for some hours. */
    ticket: Type.String(),
  },
  closed,
);
export type RecordingSummary = Static<typeof RecordingSummary>;

export const RecordingDetails = Type.Object(
  {
    ...RecordingSummary.properties,
    tracks: Type.Array(RecordedTrack),
    manifest: Type.Optional(RecordingFile),
    /** Whether whoever asked may delete it, and decide on its film. */
    mayChange: Type.Boolean(),
    /** A token for a link: whoever has it may watch and download the recording, and no more. */
    linkToken: Type.String(),
  },
  closed,
);
export type RecordingDetails = Static<typeof RecordingDetails>;

/** What whoever has the operator’s key sees. */
export const RecordingList = Type.Object(
  {
    recordings: Type.Array(RecordingSummary),
    /** Bytes that they take on this machine, and those that they may take, where that is limited. */
    used: Type.Integer({ minimum: 0 }),
    quota: Type.Optional(Type.Integer({ minimum: 0 })),
    /** Those that were deleted for their age or for the quota, the last ones first. */
    deleted: Type.Array(
      Type.Object(
        {
          recordingId: Type.String(),
          room: Type.String(),
          startedAt: Type.String(),
          deletedAt: Type.String(),
          cause: Type.Enum(['age', 'quota']),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type RecordingList = Static<typeof RecordingList>;
