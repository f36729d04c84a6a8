// What a call says of the person in front of it: what they see, and that they begin to speak.
import { expect, test } from 'vitest';
import { fakeCall, roomWith, snapshot } from './testing/fakeCall.ts';

const microphone = { id: 'microphone', kind: 'audio', source: 'microphone', muted: false } as const;
const camera = { id: 'camera', kind: 'video', source: 'camera', muted: false } as const;
const ben = { id: 'ben', displayName: 'Ben', role: 'participant' as const, tracks: [microphone, camera] };
const cy = { id: 'cy', displayName: 'Cy', role: 'participant' as const, tracks: [microphone, camera] };

test('[VW1] what is on the screen is told, also to the next server', async () => {
  const { call, line, enter, clock, welcome } = fakeCall();
  await enter(snapshot({ peers: [ben, cy] }));
  call.show([
    { participantId: 'self', source: 'camera', width: 640, height: 360, pinned: false },
    { participantId: 'cy', source: 'camera', width: 640, height: 360, pinned: false },
  ]);
  clock.advance(200);
  const views = [{ peerId: 'cy', trackId: 'camera', width: 640, height: 360 }];
  expect(line().last('setViews').data).toEqual({ views });
  clock.advance(1_000);
  await line().close(1006);
  clock.advance(1_000);
  await welcome();
  await line().answer(line().last('join').id, snapshot({ peers: [ben, cy], resumed: true }));
  clock.advance(200);
  expect(line().last('setViews').data).toEqual({ views });
});

test('[VX1] one who is a voice among many tells when it begins', async () => {
  const { media, line, enter, listened } = fakeCall();
  media.setMicrophone(true);
  await enter(snapshot({ room: roomWith({ voices: 2 }), peers: [ben] }));
  expect(listened.size).toBe(0);
  await line().notify('peerJoined', { peer: cy });
  expect([...listened.keys()]).toEqual([media.get().microphone.track]);
  for (const begun of listened.values()) begun();
  expect(line().methods()).toContain('startSpeaking');
  await line().notify('trackChanged', { peerId: 'cy', trackId: 'microphone', muted: true });
  expect(listened.size).toBe(0);
});

test('[VX1] who is muted is not listened to', async () => {
  const { call, media, enter, listened } = fakeCall();
  await enter(snapshot({ room: roomWith({ voices: 1 }), peers: [ben, cy] }));
  expect(listened.size).toBe(0);
  media.setMicrophone(true);
  expect(listened.size).toBe(1);
  call.leave();
  expect(listened.size).toBe(0);
});
