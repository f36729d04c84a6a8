import { expect, test } from 'vitest';
import type { DoorReason } from './CallState.ts';
import { fakeCall, roomWith, snapshot } from './testing/fakeCall.ts';

const rules = roomWith().rules;
const track = (muted: boolean) => ({ id: 'microphone', kind: 'audio', source: 'microphone', muted }) as const;

/** Before a door that does not open by itself. */
async function turnedBack(code: DoorReason | 'waiting_room') {
  const parts = fakeCall({ token: 'of a link' });
  parts.call.prepare();
  await parts.welcome();
  parts.call.join('Ann');
  await parts.line().refuse(parts.line().last('join').id, code);
  return parts;
}

test('[RU4] without the passcode one is in the lobby again, on the same socket, and goes in with it', async () => {
  const { call, line, lines } = await turnedBack('passcode_required');
  expect(call.get()).toMatchObject({ phase: { name: 'idle' }, door: 'passcode_required', participants: [] });
  call.join('Ann', 'open sesame');
  expect(line().last('join').data).toMatchObject({ passcode: 'open sesame' });
  expect(call.get()).toMatchObject({ phase: { name: 'joining' }, door: undefined });
  await line().answer(line().last('join').id, snapshot());
  expect(call.get().phase.name).toBe('joined');
  expect(lines).toHaveLength(1);
});

test.each(['token_required', 'token_expired', 'token_unchecked'] as const)(
  '[JT8] with %s one is in the lobby again, and every try shows the token',
  async (code) => {
    const { call, line } = await turnedBack(code);
    expect(call.get()).toMatchObject({ phase: { name: 'idle' }, door: code });
    call.join('Ann');
    expect(line().last('join').data).toMatchObject({ token: 'of a link' });
    await line().answer(line().last('join').id, snapshot());
    expect(call.get().phase.name).toBe('joined');
  },
);

test('[RU3] before a locked room one can try again', async () => {
  const { call, line } = await turnedBack('locked');
  expect(call.get().door).toBe('locked');
  call.join('Ann');
  await line().answer(line().last('join').id, snapshot());
  expect(call.get().phase.name).toBe('joined');
});

test('[WR1] before a waiting room one knocks, and joins when one is let in', async () => {
  const { call, line } = await turnedBack('waiting_room');
  expect(call.get().phase).toEqual({ name: 'knocking' });
  await line().answer(line().last('knock').id, { resumeToken: 'for the place' });
  await line().notify('admitted', {});
  expect(line().last('join').data).toMatchObject({ resume: { token: 'for the place' } });
  await line().answer(line().last('join').id, snapshot());
  expect(call.get().phase.name).toBe('joined');
});

test('[WR3] a socket that is lost while one waits is replaced without a word', async () => {
  const { call, line, clock, welcome } = await turnedBack('waiting_room');
  await line().answer(line().last('knock').id, { resumeToken: 'for the place' });
  await line().close(1006);
  expect(call.get().phase).toEqual({ name: 'knocking' });
  clock.advance(1_000);
  await welcome();
  expect(line().last('join').data).toMatchObject({ resume: { token: 'for the place' } });
  await line().refuse(line().last('join').id, 'waiting_room');
  expect(line().last('knock').data).toMatchObject({ resume: { token: 'for the place' } });
});

test.each([
  [4401, 'denied'],
  [4402, 'banned'],
  [4403, 'removed'],
  [4410, 'ended'],
])('a socket that is closed with %i ends the call: %s', async (code, reason) => {
  const { call, enter, line } = fakeCall();
  await enter();
  await line().close(code);
  expect(call.get().phase).toEqual({ name: 'ended', reason });
});

test('[MO1] what a host mutes is off, and the person learns by whom', async () => {
  const { call, media, enter, line } = fakeCall();
  media.setMicrophone(true);
  await enter();
  await line().notify('trackMuted', { trackId: 'microphone', by: 'ben' });
  expect(media.get().microphone.wanted).toBe(false);
  expect(call.get().hostMutes).toEqual([{ source: 'microphone', by: 'ben' }]);
  media.setMicrophone(true);
  expect(call.get().hostMutes).toEqual([]);
  expect(media.get().microphone.wanted).toBe(true);
});

test('[MO2] what was muted while one was away stays off', async () => {
  const { media, enter, line, clock, welcome } = fakeCall();
  media.setMicrophone(true);
  await enter();
  await line().close(1006);
  clock.advance(1_000);
  await welcome();
  const self = { ...snapshot().self, role: 'participant' as const, tracks: [track(true)] };
  await line().answer(line().last('join').id, snapshot({ resumed: true, self, mutedByHost: ['microphone'] }));
  expect(media.get().microphone.wanted).toBe(false);
  expect(line().methods()).not.toContain('setTrackMuted');
});

test('[RU2] what the rules forbid cannot be turned on, and what is on already goes on', async () => {
  const { call, media, enter, line } = fakeCall();
  media.setMicrophone(true);
  const self = { ...snapshot().self, role: 'participant' as const };
  await enter(snapshot({ self }));
  await line().notify('rulesChanged', { rules: { ...rules, allowed: [] } });
  expect(media.get().microphone.wanted).toBe(true);
  media.setMicrophone(false);
  media.setMicrophone(true);
  expect(media.get().microphone.wanted).toBe(false);
  expect(call.get().refusal).toEqual({ source: 'microphone' });
  await line().notify('rulesChanged', { rules });
  media.setMicrophone(true);
  expect(media.get().microphone.wanted).toBe(true);
});

test('[RU2] who comes into a room in which nobody may speak comes silent', async () => {
  const { media, enter } = fakeCall();
  media.setMicrophone(true);
  media.setCamera(true);
  const self = { ...snapshot().self, role: 'participant' as const };
  await enter(snapshot({ self, room: roomWith({ rules: { ...rules, allowed: ['video'] } }) }));
  expect(media.get().microphone.wanted).toBe(false);
  expect(media.get().camera.wanted).toBe(true);
});

test('[RO4] a viewer sends nothing', async () => {
  const { media, enter, line } = fakeCall();
  media.setMicrophone(true);
  await enter(snapshot({ self: { ...snapshot().self, role: 'participant' } }));
  await line().notify('roleChanged', { peerId: 'ann', role: 'viewer' });
  expect(media.get().microphone.wanted).toBe(false);
  media.setMicrophone(true);
  expect(media.get().microphone.wanted).toBe(false);
});

test('what a host asks shows at once, and is taken back where the server would not', async () => {
  const { call, enter, line } = fakeCall();
  const ben = { id: 'ben', displayName: 'Ben', role: 'participant' as const, tracks: [track(false)] };
  await enter(snapshot({ peers: [ben], waiting: [{ id: 'cy', displayName: 'Cy' }] }));
  const isMuted = () => call.get().participants.find(({ id }) => id === 'ben')?.microphone?.muted;
  call.hosting.mute('ben', 'microphone');
  expect(isMuted()).toBe(true);
  await line().refuse(line().last('muteTrack').id, 'not_found');
  expect(isMuted()).toBe(false);
  call.hosting.setRules({ locked: true, passcode: 'open sesame' });
  expect(call.get().rules).toMatchObject({ locked: true, passcode: true });
  await line().refuse(line().last('setRules').id, 'forbidden');
  expect(call.get().rules).toMatchObject({ locked: false, passcode: false });
  call.hosting.admit(['cy']);
  expect(call.get().waiting).toEqual([]);
  call.hosting.setRole('self', 'participant');
  expect(call.get().role).toBe('participant');
  await line().refuse(line().last('setRole').id, 'last_host');
  expect(call.get().role).toBe('host');
  expect(call.get().refusals).toBe(3);
});
