// What stands beside a recording: of its film, and of its way into a bucket. Written whole, and checked when it is read.
import { Chapter, FilmProblem, FilmWish } from '@parley/protocol';
import { Type, type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';

const closed = { additionalProperties: false };
const FileName = Type.String({ pattern: '^[A-Za-z0-9_-][A-Za-z0-9_.-]*$', maxLength: 200 });

const NotedFilm = Type.Object(
  {
    ...FilmWish.properties,
    state: Type.Enum(['queued', 'running', 'done', 'failed']),
    /** Milliseconds since 1970: films are made in the order in which they were asked for. */
    queuedAt: Type.Number(),
    file: FileName,
    problem: Type.Optional(FilmProblem),
    duration: Type.Optional(Type.Number({ minimum: 0 })),
    chapters: Type.Optional(Type.Array(Chapter)),
  },
  closed,
);
export type NotedFilm = Static<typeof NotedFilm>;

/** `film.json`. */
export const FilmNote = Type.Object(
  {
    version: Type.Literal(1),
    film: Type.Optional(NotedFilm),
    /** Somebody deleted it: none is made by itself. */
    withoutFilm: Type.Optional(Type.Boolean()),
    /** There is nothing of which a picture could be made. */
    withoutPreview: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type FilmNote = Static<typeof FilmNote>;

/** `upload.json`. */
export const UploadNote = Type.Object(
  {
    version: Type.Literal(1),
    /** What is in the bucket. */
    kept: Type.Array(
      Type.Object({ file: FileName, bytes: Type.Integer({ minimum: 0 }), version: Type.String() }, closed),
    ),
    /** The one that is on its way in parts. */
    begun: Type.Optional(
      Type.Object(
        {
          file: FileName,
          version: Type.String(),
          uploadId: Type.String(),
          partSize: Type.Integer({ minimum: 1 }),
          parts: Type.Array(Type.String()),
        },
        closed,
      ),
    ),
    /** The manifest is there, and with it all that there is of the recording. */
    complete: Type.Boolean(),
  },
  closed,
);
export type UploadNote = Static<typeof UploadNote>;

/** Undefined for what is no such note: it is made anew. */
export function readNote<S extends TSchema>(schema: S, text: string): Static<S> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Value.Check(schema, value) ? value : undefined;
  } catch {
    return undefined;
  }
}
