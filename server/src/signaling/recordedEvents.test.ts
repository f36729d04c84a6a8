import { expect, test, vi } from 'vitest';
import type { FakeRecording } from '../testing/FakeRecorder.ts';
import { settle, testServer } from '../testing/testServer.ts';

/** Ana is the host. */
async function pair() {
  const server = testServer();
  const ana = await server.joined({ displayName: 'Ana' });
  const ben = await server.joined({ displayName: 'Ben' });
  const record = async (): Promise<FakeRecording> => {
    await ana.request('setRecording', { recording: 'on' });
    await settle();
    return server.recorder.recordings.at(-1) as FakeRecording;
  };
  return { ...server, ana, ben, record };
}

const joined = (client: { id: string }, displayName: string) => [
  'joined',
  { peerId: client.id, displayName },
];

test('[RG13] who is there when it begins is in it, and who comes and goes', async () => {
  const { ana, ben, record, joined: another } = await pair();
  const recording = await record();
  const cleo = await another({ displayName: 'Cleo' });
  await cleo.request('leave', {});
  expect(recording.notes).toEqual([
    joined(ana, 'Ana'),
    joined(ben, 'Ben'),
    joined(cleo, 'Cleo'),
    ['left', { peerId: cleo.id }],
  ]);
});

test('[RG13] who comes back to their place has not left', async () => {
  const { ben, connect, record } = await pair();
  const recording = await record();
  const before = recording.notes.length;
  ben.loseSocket();
  await connect().resume(ben.joinedWith);
  expect(recording.notes).toHaveLength(before);
});

test('[RG13] messages to everybody are in it, once, and those to one person never', async () => {
  const { ana, ben, record } = await pair();
  await ana.request('sendMessage', { id: 'm0', text: 'too early' });
  const recording = await record();
  const before = recording.notes.length;
  await ben.request('sendMessage', { id: 'm1', text: 'hello' });
  await ben.request('sendMessage', { id: 'm1', text: 'hello' });
  await ben.request('sendMessage', { id: 'm2', text: 'between us', to: ana.id });
  expect(recording.notes.slice(before)).toEqual([
    ['message', { peerId: ben.id, displayName: 'Ben', text: 'hello' }],
  ]);
});

test('[RG13] raised hands are in it, also those that were raised before', async () => {
  const { ana, ben, record } = await pair();
  await ben.request('raiseHand', {});
  const recording = await record();
  await ana.request('raiseHand', {});
  await ana.request('lowerHandOf', { peerId: ben.id });
  expect(recording.notes.slice(2)).toEqual([
    ['handRaised', { peerId: ben.id }],
    ['handRaised', { peerId: ana.id }],
    ['handLowered', { peerId: ben.id }],
  ]);
});

test('[RG13] the main speaker is in it, when it is another one', async () => {
  const { ana, ben, sfu, clock, record } = await pair();
  await ana.sendMicrophone();
  await ben.sendMicrophone();
  const [anas, bens] = ['producer-1', 'producer-2'];
  const speak = (producerId = '') => {
    clock.advance(300);
    sfu.routers[0]?.speak([{ producerId, volume: -30 }]);
  };
  speak(anas);
  const recording = await record();
  for (const id of [anas, anas, bens, bens, bens, bens, bens]) speak(id);
  expect(recording.notes.slice(2)).toEqual([
    ['speaker', { peerId: ana.id }],
    ['speaker', { peerId: ben.id }],
  ]);
});

test('[RG14] of a pause only who comes and goes is in it, and whose hand goes down', async () => {
  const { ana, ben, record, joined: another } = await pair();
  const recording = await record();
  await ana.request('raiseHand', {});
  await ana.request('setRecording', { recording: 'paused' });
  const before = recording.notes.length;
  const cleo = await another({ displayName: 'Cleo' });
  await ben.request('sendMessage', { id: 'm1', text: 'off the record' });
  await ben.request('raiseHand', {});
  await cleo.request('raiseHand', {});
  await cleo.request('lowerHand', {});
  await ana.request('lowerHand', {});
  await cleo.request('leave', {});
  expect(recording.notes.slice(before)).toEqual([
    joined(cleo, 'Cleo'),
    ['handLowered', { peerId: ana.id }],
    ['left', { peerId: cleo.id }],
  ]);
  await ana.request('setRecording', { recording: 'on' });
  // What is still so when it goes on.
  expect(recording.notes.slice(before + 3)).toEqual([['handRaised', { peerId: ben.id }]]);
});

test('[RG13] after a restart of the server those who come back are told again', async () => {
  const before = await pair();
  await before.record();
  const after = testServer({}, { before });
  await after.connect().resume(before.ben.joinedWith);
  await vi.waitFor(() => expect(after.recorder.recordings).toHaveLength(1));
  await vi.waitFor(() => expect(after.recorder.recordings[0]?.notes).toEqual([joined(before.ben, 'Ana')]));
});
