import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: 'results',
  // Browsers share two cores with the server: one call at a time.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  // A machine may be half as fast as at other times; what waits has limits of its own.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  // `npm test` has ten minutes: all codecs and several workers, TURN, what people do in a room and
  // recordings are suites of their own.
  projects: [
    { name: 'core', testIgnore: ['media/**', 'relay/**', 'room/**', 'recording/**'] },
    { name: 'media', testDir: 'media' },
    { name: 'relay', testDir: 'relay' },
    { name: 'room', testDir: 'room' },
    { name: 'recording', testDir: 'recording' },
  ],
});
