import { expect, test } from 'vitest';
import { HmacResumeTokens } from './HmacResumeTokens.ts';

const tokens = new HmacResumeTokens('one secret of thirty-two characters!');

test('a token names its peer, in its room, to whoever has the secret', () => {
  const token = tokens.issue('garden', 'peer_1-A');
  expect(tokens.verify('garden', token)).toBe('peer_1-A');
  expect(tokens.verify('cellar', token)).toBeUndefined();
  expect(
    new HmacResumeTokens('another secret of thirty-two chars!!').verify('garden', token),
  ).toBeUndefined();
});

test('no part of a token can be changed', () => {
  const token = tokens.issue('garden', 'peer');
  for (let at = 0; at < token.length - 1; at += 1) {
    const changed = token.slice(0, at) + (token[at] === 'x' ? 'y' : 'x') + token.slice(at + 1);
    expect(tokens.verify('garden', changed)).toBeUndefined();
  }
});

test.each(['', '.', 'peer', 'peer.', '.sig', 'a.b.c', 'peer.é', 'peer.AAAA'])('%j is no token', (token) => {
  expect(tokens.verify('garden', token)).toBeUndefined();
});
