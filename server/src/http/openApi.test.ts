import { Validator } from '@seriousme/openapi-schema-validator';
import { problems } from '@parley/protocol';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { withWholeApi } from '../testing/wholeApi.ts';

interface Operation {
  readonly summary?: string;
  readonly security?: readonly Record<string, unknown>[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, { description: string; content?: Record<string, unknown> }>>;
}

let document: {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: object; schemas: object };
};
/** `METHOD /path` of every route that the server has, as OpenAPI spells it. */
let routes: string[];

beforeAll(async () => {
  const dir = mkdtempSync(join(tmpdir(), 'parley-page-'));
  for (const page of ['index', 'offline']) writeFileSync(join(dir, `${page}.html`), '<head></head>');
  await withWholeApi(async (app) => {
    document = (await app.inject('/api/openapi.json')).json();
    routes = routesIn(app.printRoutes({ commonPrefix: false, includeHooks: false }));
  }, dir);
  rmSync(dir, { recursive: true });
});

/** Of what Fastify prints: a tree with the methods behind each path. */
function routesIn(tree: string): string[] {
  const path: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', , segment = '', methods] =
      /^((?:│ {3}| {4})*)(├── |└── )(\S+?)(?: \((.*)\))?$/u.exec(line) ?? [];
    if (segment === '') return [];
    path.splice(indent.length / 4, Infinity, segment);
    const whole = path.join('').replaceAll(/:(\w+)/g, '{$1}');
    return (methods ?? '')
      .split(', ')
      .filter(Boolean)
      .map((method) => `${method} ${whole}`);
  });
}

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  );

test('[OA1] it is OpenAPI 3.1, by the standard’s own schema', async () => {
  expect(document.openapi).toBe('3.1.0');
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
});

test('[OA2] no route is forgotten in it but those of the page, of sockets and of other languages than ours', () => {
  // The tree is read: it has what we know to be there.
  expect(routes).toEqual(
    expect.arrayContaining(['GET /api/rooms/{room}', 'POST /api/recordings/{recordingId}/film']),
  );
  const isOther = (route: string) =>
    /^(HEAD|OPTIONS) |^GET (\/\*?|\/index\.html|\/offline\.html|\/ws|\/r\/.*|\/recordings.*|\/admin.*|\/check.*|\/manifest.webmanifest|\*)$/.test(
      route,
    );
  const ours = routes.filter((route) => !isOther(route));
  expect(
    operations()
      .map(({ name }) => name)
      .filter((name) => !isOther(name))
      .toSorted(),
  ).toEqual(ours.toSorted());
});

test('[OA2] it says of each what it is for, who may, and what comes of it', () => {
  const open = ['/healthz', '/readyz', '/api/problems', '/api/openapi.json'];
  for (const { name, operation } of operations()) {
    const statuses = Object.keys(operation.responses).map(Number);
    const schemes = (operation.security ?? []).flatMap((one) => Object.keys(one));
    const refusals = Object.entries(operation.responses).filter(([status]) => Number(status) >= 400);
    expect({
      name,
      says: operation.summary?.endsWith('.'),
      done: statuses.some((status) => status < 300),
      isGuarded: schemes.length > 0,
      unknown: schemes.filter((scheme) => !(scheme in document.components.securitySchemes)),
      otherwise: refusals.filter(([, { content }]) => !('application/problem+json' in (content ?? {}))),
    }).toEqual({
      name,
      says: true,
      done: true,
      isGuarded: !open.some((path) => name.endsWith(path)),
      unknown: [],
      otherwise: [],
    });
  }
});

test('[OA3] problems are told by their codes, each with the status that it comes with', () => {
  for (const { name, operation } of operations()) {
    for (const [status, { description }] of Object.entries(operation.responses)) {
      for (const [, code = ''] of description.matchAll(/`(\w+)`:/g)) {
        const meant = problems[code as keyof typeof problems].status;
        expect([name, code, meant]).toEqual([name, code, Number(status)]);
      }
    }
  }
});
