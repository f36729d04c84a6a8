import { FilmWish, type RecordingDetails } from '@parley/protocol';
import { Ajv } from 'ajv';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LibraryError, libraryErrors } from '../recordings/LibraryError.ts';
import type { Library } from '../recordings/Library.ts';
import type { RecordingAccess } from '../recordings/RecordingAccess.ts';
import { attachment } from './contentDisposition.ts';
import { fileAnswer } from './fileAnswer.ts';

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

const isFilmWish = new Ajv().compile<FilmWish>(FilmWish);
/** Bytes of a request: a film wish is the largest there is. */
const BODY_LIMIT = 4_096;

/** The API of recordings: docs/api.md. */
export async function recordingRoutes(app: FastifyInstance, options: RecordingRoutes): Promise<void> {
  const { library, access } = options;

  const open = (request: FastifyRequest) => access.open(bearerOf(request), options.networkOf(request));

  /**
   * @returns Whether they may change it, too.
   * @throws {LibraryError} `unauthorized`, `too_many_tries`; `not_found` also for somebody else's recording
   */
  const admit = async (request: FastifyRequest, recordingId: string): Promise<{ mayChange: boolean }> => {
    const opened = await open(request);
    if (opened === 'all') return { mayChange: true };
    if (opened.recordingId !== recordingId) {
      throw new LibraryError('not_found', 'there is no such recording');
    }
    return opened;
  };

  /** @throws {LibraryError} As `admit()`, and `forbidden` */
  const admitToChange = async (request: FastifyRequest, recordingId: string): Promise<void> => {
    const { mayChange } = await admit(request, recordingId);
    if (!mayChange) throw new LibraryError('forbidden', 'whoever has a link may watch the recording');
  };

  await app.register(async (routes) => {
    routes.setErrorHandler((error, _request, reply) => {
      if (!(error instanceof LibraryError)) throw error;
      const { code, message } = error;
      if (code === 'unauthorized') reply.header('www-authenticate', 'Bearer');
      return reply.code(libraryErrors[code]).send({ code, message });
    });
    routes.addHook('onSend', async (_request, reply) => {
      if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    });

    routes.get('/api/recordings', async (request) => {
      if ((await open(request)) !== 'all') {
        throw new LibraryError('unauthorized', 'the list is for whoever has the operator’s key');
      }
      return library.list();
    });

    routes.get<OfRecording>('/api/recordings/:recordingId', async (request) => {
      const { recordingId } = request.params;
      const { mayChange } = await admit(request, recordingId);
      const details: RecordingDetails = {
        ...(await library.details(recordingId)),
        mayChange,
        linkToken: access.linkToken(recordingId),
      };
      return details;
    });

    routes.delete<OfRecording>('/api/recordings/:recordingId', async (request, reply) => {
      const { recordingId } = request.params;
      await admitToChange(request, recordingId);
      await library.remove(recordingId);
      return reply.code(204).send();
    });

    routes.route<OfFile>({
      method: ['GET', 'HEAD'],
      url: '/api/recordings/:recordingId/files/:file',
      handler: async (request, reply) => {
        const { recordingId, file } = request.params;
        const { ticket, download } = request.query;
        if (typeof ticket !== 'string') await admit(request, recordingId);
        else if (!access.verifyTicket(recordingId, ticket)) {
          throw new LibraryError('unauthorized', 'the ticket is over, or for something else');
        }
        return sendFile(request, reply, {
          ...(await library.file(recordingId, file)),
          isDownload: download !== undefined,
        });
      },
    });

    routes.post<OfRecording>(
      '/api/recordings/:recordingId/film',
      { bodyLimit: BODY_LIMIT },
      async (request, reply) => {
        const { recordingId } = request.params;
        await admitToChange(request, recordingId);
        const wish: unknown = request.body;
        if (!isFilmWish(wish)) {
          throw new LibraryError('invalid_request', 'a film is wished as {"view": "grid", "format": "mp4"}');
        }
        return reply.code(202).send(await library.makeFilm(recordingId, wish));
      },
    );

    routes.delete<OfRecording>('/api/recordings/:recordingId/film', async (request, reply) => {
      const { recordingId } = request.params;
      await admitToChange(request, recordingId);
      await library.dropFilm(recordingId);
      return reply.code(204).send();
    });
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
  if (answer.status === 416) {
    return reply.send({ code: 'range_not_satisfiable', message: 'the file has no such bytes' });
  }
  reply.header('x-content-type-options', 'nosniff').type(type);
  if (isDownload) reply.header('content-disposition', attachment(title));
  // A stream ends with the connection, however that ends.
  return reply.send(request.method === 'HEAD' ? undefined : await content.read(answer.range));
}

function bearerOf({ headers: { authorization } }: FastifyRequest): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
}
