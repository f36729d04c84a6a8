// The API as OpenAPI 3.1: made of the schemas by which the routes take and give, so that it says what is so.
import fastifySwagger from '@fastify/swagger';
import { Problem, problems, type ProblemCode } from '@parley/protocol';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { Type, type TSchema } from 'typebox';

const bearer = (description: string) => ({ type: 'http' as const, scheme: 'bearer', description });

/** What is shown as `Authorization: Bearer …`. */
const securitySchemes = {
  apiKey: bearer('API_KEY: makes and ends rooms, and makes join tokens.'),
  adminKey: bearer('ADMIN_KEY: sees everything.'),
  recordingToken: bearer('The token of one recording, which its hosts get.'),
  joinToken: bearer('A token for the room, where people come in by tokens.'),
  metricsToken: bearer('METRICS_TOKEN.'),
};

/** Has to be called before there are routes. */
export async function openApi(app: FastifyInstance): Promise<void> {
  // What is answered is checked by tests, and goes out as it is.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.addSchema({ $id: 'Problem', ...Problem });
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Parley',
        version: '1',
        description:
          'Whatever is not done is answered by a problem (RFC 9457) with a code: see /api/problems.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      components: { securitySchemes },
    },
    refResolver: {
      buildLocalReference: ({ $id }, _base, _fragment, at) =>
        typeof $id === 'string' ? $id : `schema-${at}`,
    },
    transform: ({ schema, url }) => ({ schema: isOfApi(url) ? schema : { ...schema, hide: true }, url }),
  });
  app.get('/api/openapi.json', { schema: { summary: 'This document.', response: ok(Type.Object({})) } }, () =>
    app.swagger(),
  );
}

/** Everything else is the page, or speaks another language than HTTP. */
function isOfApi(url: string): boolean {
  return /^\/(api\/|metrics$|healthz$|readyz$)/.test(url);
}

/** What a route answers where it does what it is asked for, and the problems that it may have beside those of every request. */
export function answers(
  done: Readonly<Record<number, TSchema>>,
  ...codes: ProblemCode[]
): FastifySchema['response'] {
  const byStatus = Map.groupBy(['invalid_request', ...codes] as const, (code) => problems[code].status);
  const refused = [...byStatus].map(([status, ofStatus]) => [
    status,
    {
      description: [...new Set(ofStatus)].map((code) => `\`${code}\`: ${problems[code].title}`).join('\n\n'),
      content: { 'application/problem+json': { schema: { $ref: 'Problem#' } } },
    },
  ]);
  return { ...done, ...Object.fromEntries(refused) };
}

export const ok = (schema: TSchema, ...codes: ProblemCode[]) => answers({ 200: schema }, ...codes);

/** That there is no body. */
export const Nothing = Type.Null({ description: 'Done.' });
