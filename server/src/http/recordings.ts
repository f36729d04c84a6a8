import { Film, FilmWish, RecordingDetails, RecordingList } from '@parley/protocol';
import { Ajv } from 'ajv';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { ApiError } from '../ApiError.ts';
import type { Library } from '../recordings/Library.ts';
import type { RecordingAccess } from '../recordings/RecordingAccess.ts';
import { attachment } from './contentDisposition.ts';
import { fileAnswer } from './fileAnswer.ts';
import { answers, Nothing, ok } from './openApi.ts';
import { bearerOf } from './operatorOnly.ts';

export interface RecordingRoutes {
  readonly library: Library;
  readonly access: RecordingAccess;
  /** What tells the client who asks from others. */
  networkOf(request: FastifyRequest): string | undefined;
}

interface OfRecording {
  Params: { recordingId: string };
}
interface OfFile {
  Params: { recordingId: string; file: string };
  Querystring: Record<string, unknown>;
}

const ofRecording = Type.Object({ recordingId: Type.String() });
const File = Type.Unknown({ description: 'Its bytes.' });
const security = [{ adminKey: [] }, { recordingToken: [] }];

const isFilmWish = new Ajv().compile<FilmWish>(FilmWish);
/** Bytes of a request: a film wish is the largest there is. */
const BODY_LIMIT = 4_096;

/** The API of recordings: docs/api.md. */
export async function recordingRoutes(app: FastifyInstance, options: RecordingRoutes): Promise<void> {
  const { library, access } = options;

  const open = (request: FastifyRequest) => access.open(bearerOf(request), options.networkOf(request));

  /**
   * @returns Whether they may change it, too.
   * @throws {ApiError} `unauthorized`, `too_many_tries`; `not_found` also for somebody else's recording
   */
  const admit = async (request: FastifyRequest, recordingId: string): Promise<{ mayChange: boolean }> => {
    const opened = await open(request);
    if (opened === 'all') return { mayChange: true };
    if (opened.recordingId !== recordingId) {
      throw new ApiError('not_found', 'there is no such recording');
    }
    return opened;
  };

  /** @throws {ApiError} As `admit()`, and `forbidden` */
  const admitToChange = async (request: FastifyRequest, recordingId: string): Promise<void> => {
    const { mayChange } = await admit(request, recordingId);
    if (!mayChange) throw new ApiError('forbidden', 'whoever has a link may watch the recording');
  };

  await app.register(async (routes) => {
    routes.addHook('onSend', async (_request, reply) => {
      if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    });

    const refusals = ['unauthorized', 'too_many_tries'] as const;
    const watching = [...refusals, 'not_found'] as const;
    const changing = [...watching, 'forbidden'] as const;

    const list = {
      summary: 'All recordings, the last one first.',
      security: [{ adminKey: [] }],
      response: ok(RecordingList, ...refusals),
    };
    routes.get('/api/recordings', { schema: list }, async (request) => {
      if ((await open(request)) !== 'all') {
        throw new ApiError('unauthorized', 'the list is for whoever has the operator’s key');
      }
      return library.list();
    });

    const details = {
      summary: 'One recording: its tracks, its film, its files.',
      security,
      params: ofRecording,
      response: ok(RecordingDetails, ...watching, 'damaged', 'unavailable'),
    };
    routes.get<OfRecording>('/api/recordings/:recordingId', { schema: details }, async (request) => {
      const { recordingId } = request.params;
      const { mayChange } = await admit(request, recordingId);
      const answer: RecordingDetails = {
        ...(await library.details(recordingId)),
        mayChange,
        linkToken: access.linkToken(recordingId),
      };
      return answer;
    });

    const removal = {
      summary: 'Deletes a recording with its film and all its files.',
      security,
      params: ofRecording,
      response: answers({ 204: Nothing }, ...changing, 'running', 'unavailable'),
    };
    routes.delete<OfRecording>(
      '/api/recordings/:recordingId',
      { schema: removal },
      async (request, reply) => {
        const { recordingId } = request.params;
        await admitToChange(request, recordingId);
        await library.remove(recordingId);
        return reply.code(204).send();
      },
    );

    routes.route<OfFile>({
      method: ['GET', 'HEAD'],
      schema: {
        summary: 'A file that the details name, or a part of it (`Range`).',
        description: 'With `?ticket=…` without a key; with `?download` to be saved under a telling name.',
        security: [{}, ...security],
        params: Type.Object({ ...ofRecording.properties, file: Type.String() }),
        querystring: Type.Object({
          ticket: Type.Optional(Type.Unknown()),
          download: Type.Optional(Type.Unknown()),
        }),
        response: answers(
          { 200: File, 206: File, 304: Nothing },
          ...watching,
          'range_not_satisfiable',
          'unavailable',
        ),
      },
      url: '/api/recordings/:recordingId/files/:file',
      handler: async (request, reply) => {
        const { recordingId, file } = request.params;
        const { ticket, download } = request.query;
        if (typeof ticket !== 'string') await admit(request, recordingId);
        else if (!access.verifyTicket(recordingId, ticket)) {
          throw new ApiError('unauthorized', 'the ticket is over, or for something else');
        }
        return sendFile(request, reply, {
          ...(await library.file(recordingId, file)),
          isDownload: download !== undefined,
        });
      },
    });

    routes.post<OfRecording>(
      '/api/recordings/:recordingId/film',
      {
        bodyLimit: BODY_LIMIT,
        // Who asks is looked at first.
        validatorCompiler: () => () => true,
        schema: {
          summary: 'Makes a film of a recording, in place of the one that there is.',
          security,
          params: ofRecording,
          body: FilmWish,
          response: answers({ 202: Film }, ...changing, 'running', 'damaged', 'no_tracks'),
        },
      },
      async (request, reply) => {
        const { recordingId } = request.params;
        await admitToChange(request, recordingId);
        const wish: unknown = request.body;
        if (!isFilmWish(wish)) {
          throw new ApiError('invalid_request', 'a film is wished as {"view": "grid", "format": "mp4"}');
        }
        return reply.code(202).send(await library.makeFilm(recordingId, wish));
      },
    );

    const removalOfFilm = {
      summary: 'Cancels the film of a recording, or deletes it.',
      security,
      params: ofRecording,
      response: answers({ 204: Nothing }, ...changing, 'damaged'),
    };
    routes.delete<OfRecording>(
      '/api/recordings/:recordingId/film',
      { schema: removalOfFilm },
      async (request, reply) => {
        const { recordingId } = request.params;
        await admitToChange(request, recordingId);
        await library.dropFilm(recordingId);
        return reply.code(204).send();
      },
    );
  });
}

async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { content, type, title, isDownload }: Awaited<ReturnType<Library['file']>> & { isDownload: boolean },
): Promise<FastifyReply> {
  const answer = fileAnswer(request.headers, { bytes: content.bytes, etag: `"${content.version}"` });
  reply.code(answer.status).headers(answer.headers);
  if (answer.status === 304) return reply.send();
  if (answer.status === 416) throw new ApiError('range_not_satisfiable', 'the file has no such bytes');
  reply.header('x-content-type-options', 'nosniff').type(type);
  if (isDownload) reply.header('content-disposition', attachment(title));
  // A stream ends with the connection, however that ends.
  return reply.send(request.method === 'HEAD' ? undefined : await content.read(answer.range));
}
