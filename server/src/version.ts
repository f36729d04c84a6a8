import { readFileSync } from 'node:fs';

/** Of Parley, as its package tells it. */
export const version = (
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
).version;
