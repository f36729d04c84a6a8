import { expect, it } from 'vitest';
import { messageParts } from './messageParts.ts';

const seen = (text: string): string[] => messageParts(text).map((part) => `${part.kind}:${part.text}`);

it('plain text is text, whatever it looks like', () => {
  for (const text of [
    'Hello\nyou',
    '<b>bold</b> &amp; <img src=x onerror=alert(1)>',
    '2 < 3 ``',
    'a ` b',
    'javascript:alert(1) data:text/html,x ftp://example.org mailto:a@b.c //example.org',
  ]) {
    expect(seen(text)).toEqual([`text:${text}`]);
  }
});

it.each([
  ['see https://example.org/a?b=1#c now', 'https://example.org/a?b=1#c'],
  ['(https://example.org/x).', 'https://example.org/x'],
  ['https://en.wikipedia.org/wiki/Call_(telephone)', 'https://en.wikipedia.org/wiki/Call_(telephone)'],
  ['看 https://example.org/路径。', 'https://example.org/路径'],
  ['HTTP://EXAMPLE.ORG!', 'HTTP://EXAMPLE.ORG'],
])('%s has the link %s', (text, link) => {
  const links = messageParts(text).filter(({ kind }) => kind === 'link');
  expect(links.map((part) => part.text)).toEqual([link]);
  expect(
    messageParts(text)
      .map((part) => part.text)
      .join(''),
  ).toBe(text);
});

it.each([
  'https://',
  'https://bank.example@evil.example/',
  'https://bank.example:pass@evil.example',
  'http://[::1',
  'https://exa mple:99999/'.replace(' ', ''),
])('%s is no link', (text) => {
  expect(messageParts(text).every(({ kind }) => kind === 'text')).toBe(true);
});

it('a link leads where it says, in the spelling that shows what it is', () => {
  expect(messageParts('https://аpple.com')).toEqual([
    { kind: 'link', text: 'https://аpple.com', href: 'https://xn--pple-43d.com/' },
  ]);
});

it('code is code, and nothing in it is a link', () => {
  expect(seen('run `npm test` now')).toEqual(['text:run ', 'code:npm test', 'text: now']);
  expect(seen('```\nhttps://example.org\n  `x`\n```\nso')).toEqual([
    'block:https://example.org\n  `x`',
    'text:so',
  ]);
  expect(seen('```ts\nconst a = 1;\n```')).toEqual(['block:const a = 1;']);
  expect(seen('``` ```')).toEqual(['text:``` ```']);
  expect(seen('```open\n`a`')).toEqual(['text:```open\n', 'code:a']);
});

it('a long text of the worst kind is read at once', () => {
  const startedAt = performance.now();
  for (const worst of ['`', '```', 'https://', '(', 'https://a)', 'a.', 'https://a.b/)))']) {
    messageParts(worst.repeat(4_000 / worst.length));
  }
  expect(performance.now() - startedAt).toBeLessThan(300);
});
