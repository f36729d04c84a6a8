import assert from 'node:assert/strict';
import type { Check } from './Stage.ts';

/** Bytes of an image at most. */
const LARGEST = 400e6;

export const imageChecks: readonly Check[] = [
  {
    title: '[CT1] no image has more than 400 MB',
    async run({ stack }) {
      const sizes = await Promise.all(
        ['parley:0.1.0', 'parley-caddy:0.1.0'].map(async (tag) => {
          const size = Number(await stack.engine.docker('image', 'inspect', '-f', '{{.Size}}', tag));
          assert(size > 0 && size <= LARGEST, `${tag} has ${size} bytes`);
          return `${tag} ${(size / 1e6).toFixed(0)} MB`;
        }),
      );
      return sizes.join(', ');
    },
  },
];
