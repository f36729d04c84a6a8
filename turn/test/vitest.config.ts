import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

// The suites that need more than Node: `npm run test:turn`.
export default defineConfig({
  test: {
    root: resolve(import.meta.dirname, '../..'),
    include: ['{turn,server}/test/*.real.ts'],
    testTimeout: 60_000,
    hookTimeout: 20_000,
  },
});
