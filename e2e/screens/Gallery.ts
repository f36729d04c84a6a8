import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview, type PreviewServer } from 'vite';
import { freePorts } from '../harness/freePorts.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const outDir = join(root, '.parley/gallery');

/** What the lobby is told of the room, or why it is told nothing. */
export type Occupancy =
  | {
      readonly peers: number;
      readonly locked?: boolean;
      readonly waitingRoom?: boolean;
      readonly passcode?: boolean;
    }
  | { readonly code: string };

/** The client's gallery, built and served: every screen by its address (client/src/gallery/scene.ts). */
export class Gallery {
  readonly #server: PreviewServer;
  readonly #port: number;

  private constructor(server: PreviewServer, port: number) {
    this.#server = server;
    this.#port = port;
  }

  static async open(): Promise<Gallery> {
    const page = {
      root: join(root, 'client'),
      build: { outDir, emptyOutDir: true },
      logLevel: 'warn' as const,
    };
    const input = join(root, 'client/gallery.html');
    await build({ ...page, build: { ...page.build, rolldownOptions: { input } } });
    const port = await freePorts(1);
    const server = await preview({ ...page, preview: { host: '127.0.0.1', port, strictPort: true } });
    return new Gallery(server, port);
  }

  /** Shows a scene, once its type and its pictures are there. */
  async show(page: Page, scene: string, occupancy: Occupancy): Promise<void> {
    await page.route('**/api/rooms/*', (route) => route.fulfill({ json: occupancy }));
    await page.goto(`http://127.0.0.1:${this.#port}/gallery.html?${scene}`);
    await page.waitForFunction(() => document.querySelector('h1') !== null);
    await page.evaluate(async () => document.fonts.ready.then(() => undefined));
    await page.waitForFunction(() =>
      [...document.querySelectorAll('video')].every(
        ({ srcObject, readyState }) => !srcObject || readyState >= 2,
      ),
    );
  }

  async close(): Promise<void> {
    await this.#server.close();
  }
}
