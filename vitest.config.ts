import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      '{protocol,server,client,turn,rtp,recorder,composer,loadtest,doctor,e2e,scripts,worker}/**/*.test.{ts,tsx,mjs}',
    ],
    exclude: ['**/node_modules/**', 'client/dist/**'],
    globalSetup: 'scripts/testWorker.mjs',
    // Two cores: workers of mediasoup and of Vitest share them.
    maxWorkers: 2,
    // Milliseconds, for what hangs: many tests start programs, and on a busy machine these take their time. What a test waits for
    // has limits of its own.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
