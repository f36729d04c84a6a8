// One's own shared screen in a call, and those of the others.
import { expect, test } from 'vitest';
import { consumer, fakeCall, mediaOf, snapshot } from './testing/fakeCall.ts';
import type { FakeDirectPath } from './testing/FakeDirectPath.ts';
import { turns } from './testing/turns.ts';

const ben = {
  id: 'ben',
  displayName: 'Ben',
  role: 'participant' as const,
  tracks: [{ id: 'microphone', kind: 'audio', source: 'microphone', muted: false } as const],
};

/** In a room with Ben, sharing a screen with sound. */
async function sharing(answer = snapshot({ peers: [ben] })) {
  const all = fakeCall();
  await all.enter(answer);
  all.call.screen.share();
  await turns();
  const said = (method: string) => all.line().requests.filter((request) => request.method === method);
  const sources = () => said('produce').map(({ data }) => (data as { track: object }).track);
  return { ...all, said, sources };
}

const picture = { id: 'screen', kind: 'video', source: 'screen', muted: false };
const sound = { id: 'screenSound', kind: 'audio', source: 'screenSound', muted: false };

test('[SH1] a shared screen is sent with its sound, and seen on one’s own stage', async () => {
  const { call, sources, shared } = await sharing();
  expect(sources()).toEqual([picture, sound]);
  expect(call.get().participants[0]).toMatchObject({ isSelf: true, screen: { track: shared.picture } });
});

test('[TR4] when it ends, its tracks are closed, and another share may begin', async () => {
  const { call, said, sources, shared } = await sharing();
  shared.picture.unplug();
  await turns();
  expect(said('closeTrack').map(({ data }) => data)).toEqual([
    { trackId: 'screen' },
    { trackId: 'screenSound' },
  ]);
  expect(call.get().participants[0]?.screen).toBeUndefined();
  Object.assign(shared.picture, { readyState: 'live' });
  Object.assign(shared.sound, { readyState: 'live' });
  call.screen.share();
  await turns();
  expect(sources()).toEqual([picture, sound, picture, sound]);
});

test('[TR5] another content is sent in another way, under the same id', async () => {
  const { call, said } = await sharing();
  call.screen.setContent('motion');
  await turns();
  const last = said('produce').at(-1)?.data;
  expect(last).toMatchObject({ track: picture, replace: true });
  expect((last as { rtpParameters: { encodings: unknown[] } }).rtpParameters.encodings).toHaveLength(2);
});

test('[MD2] on new transports it is sent again', async () => {
  const { line, sources } = await sharing();
  await line().notify('mediaReset', { media: mediaOf() });
  await turns();
  expect(sources()).toEqual([picture, sound, picture, sound]);
});

test('[RS2] a share that ended while nobody could hear it is closed on return', async () => {
  const { line, clock, welcome, shared, said } = await sharing();
  await line().close(1006);
  shared.picture.unplug();
  await turns();
  clock.advance(1_000);
  await welcome();
  const self = { id: 'ann', displayName: 'Ann', tracks: [picture, sound] } as never;
  await line().answer(line().last('join').id, snapshot({ resumed: true, self, peers: [ben] }));
  await turns();
  expect(said('closeTrack').map(({ data }) => data)).toEqual([
    { trackId: 'screen' },
    { trackId: 'screenSound' },
  ]);
});

test('a screen that cannot be sent is not shared, and one is told', async () => {
  const { call, line, said } = await sharing();
  const [request] = said('produce');
  await line().refuse(request?.id ?? 0, 'unsupported_media');
  expect(call.screen.get()).toMatchObject({ wanted: false, problem: 'failed' });
});

test('[SH3] in a direct call screens go by the server', async () => {
  const direct = { id: 'd1', peerId: 'ben', makesOffer: true };
  const sharer = { ...ben, tracks: [...ben.tracks, picture as never] };
  const { call, line, paths, clock, sources } = await sharing(snapshot({ peers: [sharer], direct }));
  await line().notify('consumerAdded', { consumer: consumer({ trackId: 'screen' }) });
  const path = paths[0] as FakeDirectPath;
  path.opens();
  for (let times = 0; times < 20; times += 1) {
    path.flow('microphone');
    clock.advance(100);
    await turns();
  }
  expect(path.said?.plays).toBe(true);
  expect([...path.sent.keys()]).toEqual(['microphone', 'camera']);
  expect(sources()).toEqual([picture, sound]);
  const other = call.get().participants[1];
  expect(other?.microphone?.track).toBe(path.received('microphone'));
  expect(other?.screen?.track).toBeDefined();
  expect(other?.screen?.track).not.toBe(path.received('screen'));
});

test('[MO1] a share that a host has muted is over', async () => {
  const { call, line } = await sharing();
  await line().notify('trackMuted', { trackId: 'screen', by: 'ben' });
  expect(call.screen.get()).toMatchObject({ wanted: false, problem: undefined });
});
