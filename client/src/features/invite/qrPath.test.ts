import { expect, it } from 'vitest';
import { mailAddress } from './mailAddress.ts';
import { qrPath } from './qrPath.ts';

it('a link is drawn with a finder in three corners and a quiet zone around', () => {
  const { size, path } = qrPath('https://calls.example.org/r/büro');
  const dark = new Set(path.match(/M\d+ \d+/g));
  const finder = (x: number, y: number) =>
    [0, 6].every((end) => [0, 1, 2, 3, 4, 5, 6].every((at) => dark.has(`M${x + at} ${y + end}`)));
  expect(finder(4, 4)).toBe(true);
  expect(finder(size - 11, 4)).toBe(true);
  expect(finder(4, size - 11)).toBe(true);
  expect([...dark].every((at) => !/^M[0-3] | [0-3]$/.test(at))).toBe(true);
});

it('an e-mail has its words and nothing of them in its address', () => {
  const address = new URL(mailAddress('A & B', 'Line\nhttps://x.example/r/a?codec=av1'));
  expect(address.searchParams.get('subject')).toBe('A & B');
  expect(address.searchParams.get('body')).toBe('Line\nhttps://x.example/r/a?codec=av1');
});
