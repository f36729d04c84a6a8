import { expect, test } from 'vitest';
import { Parts } from './Parts.ts';

test('the time of each line goes to what was going on', () => {
  const parts = new Parts(100);
  const lines: [number, string][] = [
    [101, '+ apt-get install -y nodejs'],
    [105, 'Get:1 bookworm InRelease'],
    [107, 'Fetched 29.2 MB in 6s (4,880 kB/s)'],
    [111, '+ npm start'],
    [112, 'Installing packages…'],
    [132, 'Installing packages: done in 20 s'],
    [133, 'Downloading the media worker…'],
    [135, '  It could not be downloaded (why), so it is built here.'],
    [136, 'Installing g++, cmake…'],
    [146, 'Installing g++, cmake: done in 10 s'],
    [146, 'Building the media worker, once, one or two minutes…'],
    [200, '  Compiled: 50 %'],
    [266, 'Building the media worker, once, one or two minutes: done in 120 s'],
    [267, 'Building the client…'],
    [277, 'Building the client: done in 10 s'],
    [279, '{"msg":"listening"}'],
  ];
  for (const [at, text] of lines) parts.line(text, at);
  parts.begin('two browsers', 280);
  parts.stop(290);

  expect(Object.fromEntries(parts.all.map(({ title, seconds }) => [title, seconds]))).toEqual({
    'the shell': 1,
    'apt-get install -y nodejs': 6,
    'apt-get install -y nodejs: after the download': 4,
    'npm start': 1 + 1 + 1 + 3,
    'Installing packages': 20,
    'Downloading the media worker': 3,
    'Installing g++, cmake': 10,
    'Building the media worker, once, one or two minutes': 120,
    'Building the client': 10,
    'two browsers': 10,
  });
  expect(parts.seconds('downloads')).toBe(6 + 4 + 20 + 3 + 10);
  expect(parts.seconds('compiling')).toBe(120);
  expect(parts.seconds('own work')).toBe(1 + 6 + 10 + 10);
});
