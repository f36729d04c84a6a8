import type { FastifyInstance } from 'fastify';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Theme } from '../theme.ts';

const logoTypes: Readonly<Record<string, string>> = {
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
};

export interface PageOptions {
  readonly clientDir: string;
  readonly theme: Theme;
  /** Whether everybody may come into rooms, or who has a token. */
  readonly auth: 'open' | 'token';
}

/**
 * The page itself under its addresses, with the host's name and look, and what browsers need to install it. Nobody keeps the
 * page: an update is there with the next load.
 */
export function pageRoutes(app: FastifyInstance, { clientDir, theme, auth }: PageOptions): void {
  const pages = [
    {
      file: 'index.html',
      paths: ['/', '/index.html', '/check', '/r/:room', '/recordings', '/recordings/:recordingId', '/admin'],
    },
    { file: 'offline.html', paths: ['/offline.html'] },
  ];
  for (const { file, paths } of pages) {
    const page = themed(readFileSync(join(clientDir, file), 'utf8'), theme, auth);
    for (const path of paths) {
      app.get(path, (_request, reply) =>
        reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page),
      );
    }
  }
  app.get('/manifest.webmanifest', (_request, reply) =>
    reply.header('cache-control', 'no-cache').type('application/manifest+json').send(manifest(theme)),
  );
  const { logo, styles } = theme;
  if (styles !== undefined) {
    app.get('/theme/colours.css', (_request, reply) =>
      reply.header('cache-control', 'no-cache').type('text/css; charset=utf-8').send(styles),
    );
  }
  if (logo) {
    app.get(logo.address, async (_request, reply) =>
      reply
        .header('cache-control', 'no-cache')
        .type(logoTypes[extname(logo.file)] ?? 'application/octet-stream')
        .send(await readFile(logo.file)),
    );
  }
}

/** Nothing of a theme needs to be escaped: its schema lets nothing through that would. */
function themed(page: string, { name, logo, ground, styles }: Theme, auth: PageOptions['auth']): string {
  const links = [
    ...(styles === undefined ? [] : ['<link rel="stylesheet" href="/theme/colours.css" />']),
    ...(auth === 'token' ? ['<meta name="parley-auth" content="token" />'] : []),
    ...(logo ? [`<meta name="parley-logo" content="${logo.address}" />`] : []),
  ];
  return page
    .replace('<title>Parley</title>', () => `<title>${name}</title>`)
    .replaceAll(
      /(data-look="(dark|light)"[^>]* content=")[^"]*/g,
      (_meta, before: string, look: 'dark' | 'light') => before + ground[look],
    )
    .replace('name="application-name" content="Parley"', () => `name="application-name" content="${name}"`)
    .replace('</head>', () => `${links.join('')}</head>`);
}

/** https://www.w3.org/TR/appmanifest/ */
function manifest({ name, logo, ground }: Theme): object {
  const drawn = [
    { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ];
  return {
    name,
    short_name: name,
    id: '/',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    // There is one of each: the page is dark where nothing else is asked for.
    background_color: ground.dark,
    theme_color: ground.dark,
    icons: logo ? [{ src: logo.address, sizes: 'any', type: logoTypes[extname(logo.file)] }] : drawn,
  };
}
