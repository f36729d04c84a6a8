import type { NotificationFrame } from '@parley/protocol';
import { expect, test } from 'vitest';
import { SignalingClient } from './SignalingClient.ts';
import { fakeLines } from './testing/FakeLine.ts';

function client() {
  const { open, line } = fakeLines();
  const seen: { notifications: NotificationFrame[]; heard: number; closed: number[] } = {
    notifications: [],
    heard: 0,
    closed: [],
  };
  const signaling = new SignalingClient(open, {
    notified: (notification) => seen.notifications.push(notification),
    heard: () => (seen.heard += 1),
    closed: (code) => seen.closed.push(code),
  });
  return { signaling, line: line(), seen };
}

test('a request gets the answer with its id, whatever the order', async () => {
  const { signaling, line } = client();
  const answers = [signaling.request('ping', {}), signaling.request('restartIce', { transportId: 't' })];
  await line.answer(2, { iceParameters: 'second' });
  await line.answer(1, { first: true });
  expect(await Promise.all(answers)).toEqual([{ first: true }, { iceParameters: 'second' }]);
});

test('a refused request rejects with the code of the server', async () => {
  const { signaling, line } = client();
  const answer = signaling.request('closeTrack', { trackId: 'x' });
  void line.refuse(1, 'not_found');
  await expect(answer).rejects.toMatchObject({ name: 'SignalingError', code: 'not_found' });
});

test('requests that wait when the socket is lost reject as disconnected, and so do later ones', async () => {
  const { signaling, line, seen } = client();
  const waiting = signaling.request('ping', {});
  void line.close(1006);
  await expect(waiting).rejects.toMatchObject({ code: 'disconnected' });
  await expect(signaling.request('ping', {})).rejects.toMatchObject({ code: 'disconnected' });
  expect(seen.closed).toEqual([1006]);
});

test('after close() nothing is heard any more, not even the close', async () => {
  const { signaling, line, seen } = client();
  signaling.close();
  await line.notify('peerLeft', { peerId: 'ben' });
  await line.close(1000);
  expect(seen).toEqual({ notifications: [], heard: 0, closed: [] });
});

test('every frame shows that the server is there', async () => {
  const { line, seen } = client();
  await line.notify('peerLeft', { peerId: 'ben' });
  await line.answer(77);
  expect(seen.heard).toBe(2);
  expect(seen.notifications).toHaveLength(1);
});
