import fastifyHelmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { pageRoutes, type PageOptions } from './page.ts';

/** The page: the client's build, and the headers that keep it to itself. */
export async function clientRoutes(app: FastifyInstance, options: PageOptions): Promise<void> {
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        manifestSrc: ["'self'"],
        mediaSrc: ["'self'", 'blob:', 'mediastream:'],
        // RNNoise is WebAssembly.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        styleSrc: ["'self'"],
        workerSrc: ["'self'"],
      },
    },
    // Whether the name is served over TLS only is the operator's to say, at the proxy.
    strictTransportSecurity: false,
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.header('permissions-policy', 'camera=(self), microphone=(self), display-capture=(self)');
  });
  await app.register(fastifyStatic, {
    root: options.clientDir,
    // The page itself is made once for all, by pageRoutes().
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders(reply, path) {
      // Vite names what stands in assets/ by its content.
      const unchanging = path.includes('/assets/');
      reply.header('cache-control', unchanging ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  pageRoutes(app, options);
}
