import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Stage } from './Stage.ts';

/** As people do it, or, in short, with the media worker of this checkout in place of one that is compiled in the image. */
export async function buildImages({ stack, world }: Stage, { short }: { short: boolean }): Promise<void> {
  stack.set({ PARLEY_DOMAIN: 'localhost' });
  const worker = process.env['MEDIASOUP_WORKER_BIN'];
  if (short && worker) {
    const folder = join(world.scratch, 'worker');
    mkdirSync(folder);
    cpSync(worker, join(folder, 'mediasoup-worker'));
    const given = ['--build-context', `worker=${stack.engine.pathOf(folder)}`];
    await stack.engine.docker(
      'build',
      '-q',
      '-t',
      'parley:0.1.0',
      ...given,
      stack.engine.pathOf(world.project),
    );
    await stack.compose('build', 'caddy');
  } else await stack.compose('build');
}
