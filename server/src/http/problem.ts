// What is answered where a request is not done, whatever went wrong with it: one shape, by RFC 9457.
import { problems, problemsPath, type Problem, type ProblemCode } from '@parley/protocol';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { Type } from 'typebox';
import { ApiError } from '../ApiError.ts';
import { ok } from './openApi.ts';

const contentType = 'application/problem+json; charset=utf-8';

function problemOf(code: ProblemCode, detail: string): Problem {
  const { status, title } = problems[code];
  return { type: `${problemsPath}#${code}`, title, status, detail, code };
}

/** Makes every error of the routes that come after it a problem, and what they do not know, too. */
export function problemAnswers(app: FastifyInstance): void {
  const routes: { path: string; methods: readonly string[] }[] = [];
  let isClosing = false;
  app.addHook('onRoute', ({ url, method }) => {
    if (!url.includes('*')) routes.push({ path: url, methods: [method].flat() });
  });
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.addHook('onRequest', async () => {
    if (isClosing) throw new ApiError('unavailable', 'the server is shutting down');
  });
  app.setErrorHandler((error, request, reply) => {
    const problem = problemFrom(error);
    // What is an ApiError was meant, and the request’s own line tells of it.
    if (problem.status >= 500 && !(error instanceof ApiError))
      request.log.error({ err: error }, 'a request failed');
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler(({ url, method }, reply) => {
    const path = url.replace(/\?.*$/s, '');
    const there = routes.filter((route) => isOf(route.path, path));
    if (there.length === 0) return sendProblem(reply, problemOf('not_found', 'there is no such address'));
    const allowed = [...new Set(there.flatMap(({ methods }) => methods))].join(', ');
    reply.header('allow', allowed);
    return sendProblem(
      reply,
      problemOf('method_not_allowed', `${method} is not for this address: ${allowed}`),
    );
  });
}

/** What their types lead to. */
export function problemRoutes(app: FastifyInstance): void {
  const one = Type.Object({ code: Type.String(), status: Type.Integer(), title: Type.String() });
  const schema = {
    summary: 'What the codes of problems mean.',
    response: ok(Type.Object({ problems: Type.Array(one) })),
  };
  app.get(problemsPath, { schema }, () => ({
    problems: Object.entries(problems).map(([code, { status, title }]) => ({ code, status, title })),
  }));
}

/** Of a request that no route sees: its path cannot be read, or is too long. */
export function frameworkError(error: Error, _request: unknown, reply: FastifyReply): void {
  void sendProblem(reply, problemFrom(error));
}

/** Of bytes that are no HTTP, and of those who are too slow with it. */
export function clientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) {
    const problem = clientProblem(error.code);
    const body = JSON.stringify(problem);
    const head = [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      `Content-Type: ${contentType}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  }
  socket.destroy(error);
}

function clientProblem(code: string | undefined): Problem {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return problemOf('request_timeout', 'the rest of the request did not come');
    case 'HPE_HEADER_OVERFLOW':
      return problemOf('headers_too_large', 'the headers are larger than 16 KiB');
    default:
      return problemOf('invalid_request', 'that is not HTTP');
  }
}

/** Whatever is wrong with a request is told; whatever is wrong with the server is not. */
function problemFrom(error: unknown): Problem {
  if (error instanceof ApiError) return problemOf(error.code, error.message);
  const { statusCode = 500, message } = error as { statusCode?: number; message?: string };
  if (statusCode >= 500) return problemOf('internal', 'the server failed to answer this request');
  return problemOf(codeOfStatus(statusCode), message ?? 'the request is not one that the server knows');
}

/** Of the statuses that the framework and its plugins have for a request. */
function codeOfStatus(status: number): ProblemCode {
  switch (status) {
    // Of a file's name that is too long for the disk.
    case 403:
    case 404:
      return 'not_found';
    case 413:
      return 'body_too_large';
    case 415:
      return 'unsupported_media_type';
    case 416:
      return 'range_not_satisfiable';
    default:
      return 'invalid_request';
  }
}

function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  return reply.code(problem.status).type(contentType).send(problem);
}

/** Whether a path is one of a route's, such as `/api/rooms/:room`. */
function isOf(route: string, path: string): boolean {
  const [pattern, parts] = [route.split('/'), path.split('/')];
  return (
    pattern.length === parts.length &&
    pattern.every((part, at) => (part.startsWith(':') ? parts[at] !== '' : part === parts[at]))
  );
}
