import { expect, test } from 'vitest';
import { fakeCall } from './testing/fakeCall.ts';

const access = { recordingId: 'r1', token: 'secret', room: 'room', startedAt: 1_000 };

test('[RG12] what lets a host see the recording is kept, each time that it comes', async () => {
  const { enter, line, held } = fakeCall();
  await enter();
  expect(held).toEqual([]);
  await line().notify('recordingAccess', access);
  await line().notify('recordingAccess', { ...access, recordingId: 'r2' });
  expect(held).toEqual([access, { ...access, recordingId: 'r2' }]);
});

test('[RG12] it changes nothing of what the call looks like', async () => {
  const { call, enter, line } = fakeCall();
  await enter();
  const before = call.get();
  await line().notify('recordingAccess', access);
  expect(call.get()).toBe(before);
});
