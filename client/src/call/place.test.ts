// What becomes of one's place over a reload of the page, another tab and a ban.
import { expect, test } from 'vitest';
import { fakeCall, snapshot } from './testing/fakeCall.ts';
import { FakePlace } from './testing/FakePlace.ts';

const kept = { token: 'of before', displayName: 'Ann', waits: false };

/** The page is there again, and knows of its place. */
async function reloaded(place = new FakePlace(kept)) {
  const interrupted = { ...(place.kept ?? kept), devices: { camera: true, microphone: false } };
  const parts = fakeCall({ place, interrupted });
  parts.media.setMicrophone(true);
  const before = parts.call.get().phase;
  parts.call.goOn();
  expect(parts.call.get().phase).toEqual(before);
  parts.call.goOn();
  expect(parts.lines).toHaveLength(1);
  await parts.welcome();
  return { ...parts, place };
}

test('[RS7] a page that goes away says that it may return, and keeps the place', async () => {
  const { enter, page, line, place } = fakeCall();
  await enter(snapshot({ resumeToken: 'for the place' }));
  page.go();
  expect(line().last('leave').data).toEqual({ mayReturn: true });
  expect(place.kept).toEqual({ token: 'for the place', displayName: 'Ann', waits: false });
});

test('[RS2] after a reload one goes straight back into the place, under the same name', async () => {
  const { call, line, media } = await reloaded();
  expect(call.get().phase).toEqual({ name: 'joining' });
  expect(media.get().microphone.wanted).toBe(false);
  expect(line().last('join').data).toMatchObject({ displayName: 'Ann', resume: { token: 'of before' } });
  await line().answer(line().last('join').id, snapshot({ resumed: true }));
  expect(call.get().phase.name).toBe('joined');
});

test('[WR3] after a reload before the door one goes on waiting', async () => {
  const { call, line } = await reloaded(new FakePlace({ ...kept, waits: true }));
  expect(call.get().phase).toEqual({ name: 'knocking' });
  await line().refuse(line().last('join').id, 'waiting_room');
  expect(line().last('knock').data).toMatchObject({ resume: { token: 'of before' } });
  expect(call.get().phase).toEqual({ name: 'knocking' });
});

test('[RS5] a tab whose place another one has is in the lobby, and joins as somebody new', async () => {
  const place = new FakePlace(kept);
  place.taken = true;
  const { call, line } = await reloaded(place);
  expect(line().methods()).toEqual([]);
  expect(call.get()).toMatchObject({ phase: { name: 'idle' }, door: undefined, participants: [] });
  call.join('Ann');
  expect(line().last('join').data.resume).toBeUndefined();
});

test('who leaves has no place to come back to', async () => {
  const { call, enter, line, place } = fakeCall();
  await enter();
  call.leave();
  expect(line().last('leave').data).toEqual({});
  expect(place.kept).toBeUndefined();
});

test.each([
  [4403, 'removed'],
  [4401, 'denied'],
  [4409, 'replaced'],
])('who is closed out with %i (%s) comes back as somebody new', async (code) => {
  const { enter, line, place } = fakeCall();
  await enter();
  await line().close(code);
  expect(place.token()).toBeUndefined();
});

test('[MO7] who was banned asks to come in as the one who was', async () => {
  const { enter, line, place } = fakeCall();
  await enter(snapshot({ resumeToken: 'of the banned' }));
  await line().close(4402);
  expect(place.kept).toBeUndefined();
  const again = fakeCall({ place });
  again.call.join('Ann');
  await again.welcome();
  expect(again.line().last('join').data).toMatchObject({ resume: { token: 'of the banned' } });
  await again.line().refuse(again.line().last('join').id, 'banned');
  expect(again.call.get().phase).toEqual({ name: 'ended', reason: 'banned' });
});

test('before a door that asks something one stays in the lobby until it has answered', async () => {
  const { call, line, welcome } = fakeCall();
  call.prepare();
  await welcome();
  call.join('Ann', undefined, true);
  expect(call.get().phase).toEqual({ name: 'entering' });
  await line().refuse(line().last('join').id, 'passcode_required');
  expect(call.get()).toMatchObject({ phase: { name: 'idle' }, door: 'passcode_required' });
  call.join('Ann', 'open sesame', true);
  await line().refuse(line().last('join').id, 'waiting_room');
  expect(call.get().phase).toEqual({ name: 'knocking' });
});

test('once inside, a lost connection shows the room and not the lobby', async () => {
  const { call, line, welcome } = fakeCall();
  call.prepare();
  await welcome();
  call.join('Ann', undefined, true);
  await line().answer(line().last('join').id, snapshot());
  await line().close();
  expect(call.get().phase.name).toBe('reconnecting');
});
