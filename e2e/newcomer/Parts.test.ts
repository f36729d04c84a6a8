import { expect, test } from 'vitest';
import { Parts } from './Parts.ts';

test('the time of each line goes to what was going on', () => {
  const parts = new Parts(100);
  const lines: [number, string][] = [
    [101, '+ apt-get update'],
    [105, 'Get:1 bookworm InRelease'],
    [111, '+ npm start'],
    [112, 'Installing packages…'],
    [132, 'Installing packages: done in 20 s'],
    [133, 'Downloading the media worker…'],
    [135, '  It could not be downloaded (why), so it is built here.'],
    [136, 'Installing g++, cmake…'],
    [146, 'Installing g++, cmake: done in 10 s'],
    [146, 'Building the media worker, once, about two minutes…'],
    [200, '  Compiled: 50 %'],
    [266, 'Building the media worker, once, about two minutes: done in 120 s'],
    [267, 'Building the client…'],
    [277, 'Building the client: done in 10 s'],
    [279, '{"msg":"listening"}'],
  ];
  for (const [at, text] of lines) parts.line(text, at);
  parts.stop(290);
  expect(parts.seconds).toEqual({
    downloads: 10 + 20 + 3 + 10,
    compiling: 120,
    'own work': 1 + 1 + 1 + 1 + 10 + 13,
  });
});
