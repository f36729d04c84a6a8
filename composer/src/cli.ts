// Makes the film of a recording by hand: `npm run compose -- FOLDER [--view grid|speaker] [--format mp4|webm]`.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { FilmOrder } from './channel.ts';
import { compose } from './compose.ts';
import { ComposeError } from './ComposeError.ts';
import { Fonts } from './plates/Fonts.ts';
import { Lettering } from './plates/Lettering.ts';
import { preview } from './preview.ts';

const USAGE = 'npm run compose -- FOLDER [--view grid|speaker] [--format mp4|webm]';

/** Undefined: it was asked in another way. */
function readOrder(): ({ dir: string } & FilmOrder) | undefined {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { view: { type: 'string', default: 'grid' }, format: { type: 'string', default: 'mp4' } },
  });
  const [dir, ...more] = positionals;
  const { view, format } = values;
  if (dir === undefined || more.length > 0) return undefined;
  if ((view !== 'grid' && view !== 'speaker') || (format !== 'mp4' && format !== 'webm')) return undefined;
  return { dir: resolve(dir), view, format };
}

async function run(): Promise<number> {
  let order;
  try {
    order = readOrder();
  } catch (error) {
    console.error((error as Error).message);
  }
  if (!order) {
    console.error(USAGE);
    return 2;
  }
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => abort.abort());
  const options = { ...order, lettering: new Lettering(new Fonts()), signal: abort.signal };
  const file = `film.${order.format}`;
  const progress = (done: number): void => {
    if (process.stdout.isTTY) process.stdout.write(`\r${Math.floor(done * 100)} % `);
  };
  try {
    const { bytes, duration } = await compose({ ...options, file, progress });
    await preview({ ...options, file: 'preview.jpg' });
    const size = `${(bytes / 1e6).toFixed(1)} MB`;
    console.log(`\r${file}: ${Math.round(duration / 1000)} s, ${size}. preview.jpg: a picture of it.`);
    return 0;
  } catch (error) {
    if (abort.signal.aborted) console.error('\rInterrupted. The same command goes on with it.');
    else console.error(error instanceof ComposeError ? `\r${error.message}` : error);
    return 1;
  }
}

process.exitCode = await run();
