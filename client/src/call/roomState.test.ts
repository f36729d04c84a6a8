import type { NotificationFrame, Peer, Track } from '@parley/protocol';
import { expect, test } from 'vitest';
import { endAwaiting, reduceRoom, roomFromSnapshot } from './roomState.ts';
import { snapshot } from './testing/fakeCall.ts';

const camera: Track = { id: 'camera', kind: 'video', source: 'camera', muted: false };
const ben: Peer = { id: 'ben', displayName: 'Ben', role: 'participant', tracks: [] };
const cleo: Peer = { id: 'cleo', displayName: 'Cleo', role: 'participant', tracks: [camera] };

type Told = { [M in NotificationFrame['method']]: [M, Extract<NotificationFrame, { method: M }>['data']] };

function after(peers: Peer[], ...told: Told[keyof Told][]) {
  return told.reduce(
    (room, [method, data]) => reduceRoom(room, { kind: 'notification', method, data } as NotificationFrame),
    roomFromSnapshot(snapshot({ peers })),
  );
}

test('people come in order and go', () => {
  expect(after([ben], ['peerJoined', { peer: cleo }]).peers).toEqual([ben, cleo]);
  expect(after([ben, cleo], ['peerLeft', { peerId: 'ben' }]).peers).toEqual([cleo]);
});

test('who is told to come twice is there once', () => {
  expect(after([cleo], ['peerJoined', { peer: cleo }]).peers).toEqual([cleo]);
});

test('tracks are added, changed and removed', () => {
  const added = after([ben], ['trackAdded', { peerId: 'ben', track: camera }]);
  expect(added.peers[0]?.tracks).toEqual([camera]);
  const changed = after([cleo], ['trackChanged', { peerId: 'cleo', trackId: 'camera', muted: true }]);
  expect(changed.peers[0]?.tracks).toEqual([{ ...camera, muted: true }]);
  const removed = after([cleo], ['trackRemoved', { peerId: 'cleo', trackId: 'camera' }]);
  expect(removed.peers[0]?.tracks).toEqual([]);
});

test('hands stand in their order, each once, and go with their owners', () => {
  const hands = (...told: Told[keyof Told][]) => after([ben, cleo], ...told).hands;
  const both: Told[keyof Told][] = [
    ['handRaised', { peerId: 'cleo' }],
    ['handRaised', { peerId: 'ben' }],
  ];
  expect(hands(...both)).toEqual(['cleo', 'ben']);
  expect(hands(...both, ['handRaised', { peerId: 'cleo' }])).toEqual(['ben', 'cleo']);
  expect(hands(...both, ['handLowered', { peerId: 'cleo' }])).toEqual(['ben']);
  expect(hands(...both, ['peerLeft', { peerId: 'ben' }])).toEqual(['cleo']);
});

test('what a host shows to everybody is one picture, of the snapshot or told since', () => {
  const pin = { peerId: 'ben', source: 'camera' } as const;
  expect(roomFromSnapshot(snapshot({ peers: [ben], pin })).pin).toEqual(pin);
  expect(after([ben], ['pinChanged', { pin }]).pin).toEqual(pin);
  expect(after([ben], ['pinChanged', { pin }], ['pinChanged', {}]).pin).toBeUndefined();
});

test('a track of somebody who is gone changes nothing', () => {
  expect(after([ben], ['trackAdded', { peerId: 'nobody', track: camera }]).peers).toEqual([ben]);
});

test('the speakers are those of the last word', () => {
  const room = after(
    [ben, cleo],
    ['speakers', { speakers: [{ peerId: 'ben', volume: -30 }] }],
    ['speakers', { speakers: [{ peerId: 'cleo', volume: -40 }] }],
  );
  expect([...room.speakers]).toEqual([['cleo', -40]]);
});

test('the pictures that do not come are those of the last word', () => {
  const pictures = [{ peerId: 'cleo', trackId: 'camera' }];
  expect(after([ben, cleo], ['picturesWithheld', { pictures }]).withheld).toEqual(pictures);
  const both = after([cleo], ['picturesWithheld', { pictures }], ['picturesWithheld', { pictures: [] }]);
  expect(both.withheld).toEqual([]);
});

test('a notification of a newer server changes nothing', () => {
  const room = roomFromSnapshot(snapshot());
  expect(reduceRoom(room, { kind: 'notification', method: 'news', data: {} } as never)).toBe(room);
});

test('[RS6] after a restart those who were there are awaited, in their places', () => {
  const before = roomFromSnapshot(snapshot({ peers: [ben, cleo] }));
  const dora: Peer = { id: 'dora', displayName: 'Dora', role: 'participant', tracks: [] };
  const room = roomFromSnapshot(snapshot({ peers: [dora, cleo] }), before);
  expect(room.peers).toEqual([ben, cleo, dora]);
  expect([...room.awaited]).toEqual(['ben']);
  const back: Peer = { ...ben, displayName: 'Benjamin' };
  const joined = reduceRoom(room, { kind: 'notification', method: 'peerJoined', data: { peer: back } });
  expect(joined.peers).toEqual([back, cleo, dora]);
  expect(endAwaiting(joined)).toBe(joined);
  expect(endAwaiting(room).peers).toEqual([cleo, dora]);
});

test('[RS2] in the same place the snapshot alone counts: who is not in it has left', () => {
  const before = roomFromSnapshot(snapshot({ peers: [ben, cleo] }));
  const room = roomFromSnapshot(snapshot({ peers: [cleo], resumed: true }), before);
  expect(room.peers).toEqual([cleo]);
  expect(room.awaited.size).toBe(0);
});
