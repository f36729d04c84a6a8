import { expect, test } from 'vitest';
import { passageOf, type SeenFrame } from './Passage.ts';

function sent(at: number, id: number, method: string): SeenFrame {
  return { sent: true, at, text: JSON.stringify({ kind: 'request', id, method, data: {} }) };
}

function answered(at: number, id: number, data: object): SeenFrame {
  return { sent: false, at, text: JSON.stringify({ kind: 'response', id, ok: true, data }) };
}

function told(at: number, method: string, data: object): SeenFrame {
  return { sent: false, at, text: JSON.stringify({ kind: 'notification', method, data }) };
}

const begin = [
  told(0, 'welcome', {}),
  sent(1, 1, 'join'),
  answered(2, 1, { resumed: false, media: { id: 'M' } }),
  sent(3, 2, 'restartIce'),
  answered(4, 2, {}),
];
const back = [
  told(1_200, 'welcome', {}),
  sent(1_201, 1, 'join'),
  answered(1_202, 1, { resumed: true, media: { id: 'M' } }),
];

test('a restart counts when the server answers it, on the same socket', () => {
  const onDeadSocket = [sent(1_100, 3, 'restartIce'), sent(1_100, 4, 'ping')];
  const onNewSocket = [sent(1_210, 3, 'restartIce'), answered(1_220, 3, {})];
  expect(passageOf([...begin, ...onDeadSocket, ...back, ...onNewSocket], 1_000)).toEqual({
    restartAsked: 1_210,
    resumed: true,
  });
});

test('an offer is a restart as well, and one that is refused is none', () => {
  const refused = { kind: 'response', id: 3, ok: false, error: { code: 'offer_pending', message: '' } };
  const frames = [sent(1_100, 3, 'offer'), { sent: false, at: 1_101, text: JSON.stringify(refused) }];
  expect(passageOf([...begin, ...frames], 1_000).restartAsked).toBeUndefined();
  const again = [sent(1_200, 4, 'offer'), answered(1_201, 4, {})];
  expect(passageOf([...begin, ...frames, ...again], 1_000).restartAsked).toBe(1_200);
});

test('who gets new transports, or is not known any more, has begun anew', () => {
  expect(passageOf([...begin, told(1_100, 'mediaReset', { media: { id: 'N' } })], 1_000).resumed).toBe(false);
  const anew = answered(1_202, 1, { resumed: false, media: { id: 'M' } });
  expect(passageOf([...begin, ...back.slice(0, 2), anew], 1_000).resumed).toBe(false);
});
