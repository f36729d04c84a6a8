import type { NotificationFrame } from '@parley/protocol';
import { expect, test } from 'vitest';
import { encodeNotification } from './encodeNotification.ts';

/** A notification that tells how often it was encoded. */
function counted() {
  const count = { encoded: 0 };
  const data = { peerId: 'ana', toJSON: () => ((count.encoded += 1), { peerId: 'ana' }) };
  return { count, frame: { kind: 'notification', method: 'peerLeft', data } as NotificationFrame };
}

test('what many are told is encoded once', () => {
  const { count, frame } = counted();
  const texts = [encodeNotification(frame), encodeNotification({ ...frame })];
  expect(texts[0]).toBe('{"kind":"notification","method":"peerLeft","data":{"peerId":"ana"}}');
  expect(texts[1]).toBe(texts[0]);
  expect(count.encoded).toBe(1);
});

test('the same data under another name is another text', () => {
  const { frame } = counted();
  encodeNotification(frame);
  const other = { ...frame, method: 'peerJoined' } as unknown as NotificationFrame;
  expect(encodeNotification(other)).toContain('"peerJoined"');
});
