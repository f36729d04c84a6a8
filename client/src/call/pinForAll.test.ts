import { expect, test } from 'vitest';
import { fakeCall, snapshot } from './testing/fakeCall.ts';

const ben = { id: 'ben', displayName: 'Ben', role: 'participant' as const, tracks: [] };

test('[PN1] what a host shows to everybody is in the state at once, and taken back where it is refused', async () => {
  const { call, enter, line } = fakeCall();
  await enter(snapshot({ peers: [ben] }));
  expect(call.get().pin).toBeUndefined();
  const self = { participantId: 'self', source: 'camera' } as const;
  call.hosting.pinForAll(self);
  expect(call.get().pin).toEqual(self);
  const asked = line().last('pinForAll');
  expect(asked.data).toEqual({ pin: { peerId: snapshot().self.id, source: 'camera' } });
  await line().answer(asked.id, {});
  call.hosting.pinForAll({ participantId: 'ben', source: 'screen' });
  await line().refuse(line().last('pinForAll').id, 'not_found');
  expect(call.get()).toMatchObject({ pin: self, refusals: 1 });
  call.hosting.pinForAll(undefined);
  expect(call.get().pin).toBeUndefined();
  expect(line().last('pinForAll').data).toEqual({});
});

test('[PN1] it is the same object as long as it is the same picture', async () => {
  const { call, enter, line } = fakeCall();
  const pin = { peerId: 'ben', source: 'camera' } as const;
  await enter(snapshot({ peers: [ben], pin }));
  const before = call.get().pin;
  expect(before).toEqual({ participantId: 'ben', source: 'camera' });
  await line().notify('pinChanged', { pin });
  expect(call.get().pin).toBe(before);
});
