import { expect, test } from 'vitest';
import { joinData } from '../testing/TestClient.ts';
import { settle, testServer } from '../testing/testServer.ts';

test('[JN1] the snapshot has what is needed to send and receive', async () => {
  const { joined, sfu } = testServer();
  const ana = await joined({ displayName: 'Ana' });
  await ana.sendMicrophone();
  await ana.sendCamera({ muted: true });
  const ben = await joined({ displayName: 'Ben' });
  expect(ben.snapshot).toMatchObject({
    room: { name: 'garden', voices: 8, videoCodec: 'vp8' },
    self: { id: ben.id, displayName: 'Ben', tracks: [] },
    peers: [
      {
        id: ana.id,
        displayName: 'Ana',
        tracks: [
          { id: 'microphone', kind: 'audio', source: 'microphone', muted: false },
          { id: 'camera', kind: 'video', source: 'camera', muted: true },
        ],
      },
    ],
    media: {
      sendTransport: { dtlsParameters: { role: 'server' } },
      receiveTransport: { dtlsParameters: { role: 'server' } },
      consumers: [
        { peerId: ana.id, trackId: 'microphone', kind: 'audio', paused: false },
        { peerId: ana.id, trackId: 'camera', kind: 'video', paused: false },
      ],
    },
    iceServers: { sfu: [], direct: [] },
    resumeToken: expect.any(String),
  });
  expect(sfu.transports).toHaveLength(4);
});

test('[JN2] the transports are bound to the certificate of the client with the join itself', async () => {
  const { joined, sfu } = testServer();
  const fingerprints = [
    { algorithm: 'sha-256' as const, value: Array.from({ length: 32 }, () => '0C').join(':') },
  ];
  await joined({ fingerprints });
  expect(sfu.transports.map((transport) => transport.fingerprints)).toEqual([fingerprints, fingerprints]);
});

test('[JN2] from join to media one request is answered: the join', async () => {
  const { joined } = testServer();
  const ana = await joined();
  await Promise.all([ana.sendMicrophone(), ana.sendCamera()]);
  const ben = await joined();
  // What came to Ben until now, and his consumers run: nothing else is to be asked for.
  expect(ben.frames.map((frame) => frame.kind)).toEqual(['notification', 'response']);
  expect(ben.snapshot?.media.consumers.map(({ paused }) => paused)).toEqual([false, false]);
});

test('[JN3] news during a join is in the snapshot or after it, never twice', async () => {
  const { joined, connect, sfu } = testServer();
  const ana = await joined({ displayName: 'Ana' });
  const ben = connect();
  const gate = sfu.holdNext('createTransport');
  const joining = ben.join({ displayName: 'Ben' });
  await expect.poll(() => gate.reached).toBe(true);
  await ana.sendMicrophone();
  const cleo = await joined({ displayName: 'Cleo' });
  gate.release();
  const snapshot = await joining;
  await settle();
  expect(snapshot.peers.map((peer) => peer.id)).toEqual([ana.id, cleo.id]);
  expect(snapshot.peers[0]?.tracks).toHaveLength(1);
  const heard = [
    ...snapshot.media.consumers.map(({ trackId }) => trackId),
    ...ben.told('consumerAdded').map(({ consumer }) => consumer.trackId),
  ];
  expect(heard).toEqual(['microphone']);
  expect(ben.told('peerJoined')).toEqual([]);
  expect(ben.told('trackAdded')).toEqual([]);
  expect(ben.frames.map((frame) => frame.kind).indexOf('response')).toBe(1);
});

test('[JN3] news that comes while the answer is on its way waits for it', async () => {
  const { joined, connect, sfu } = testServer();
  const ana = await joined();
  const ben = connect();
  const gate = sfu.holdNext('createTransport');
  const joining = ben.join();
  await expect.poll(() => gate.reached).toBe(true);
  const sending = ana.sendCamera();
  gate.release();
  await Promise.all([joining, sending]);
  await settle();
  expect(ben.frames[1]).toMatchObject({ kind: 'response' });
  expect([...(ben.snapshot?.media.consumers ?? []), ...ben.told('consumerAdded')]).toHaveLength(1);
});

test('[JN4] the others are told of a join once it has succeeded, and of a failed one never', async () => {
  const { joined, connect, sfu, rooms } = testServer();
  const ana = await joined({ displayName: 'Ana' });
  sfu.failNext('createTransport');
  const ben = connect();
  expect(await ben.refused('join', joinData())).toBe('media_unavailable');
  expect(ana.newsMethods).toEqual([]);
  expect(rooms.find('garden')?.size).toBe(1);
  await ben.join({ displayName: 'Ben' });
  expect(ana.told('peerJoined')).toEqual([
    { peer: { id: ben.id, displayName: 'Ben', role: 'participant', tracks: [] } },
  ]);
});

test('[JN4] a client that is gone before its answer leaves no trace', async () => {
  const { joined, connect, sfu, rooms } = testServer();
  const ana = await joined();
  const ben = connect();
  const gate = sfu.holdNext('createTransport');
  void ben.join();
  await expect.poll(() => gate.reached).toBe(true);
  ben.loseSocket();
  gate.release();
  await settle();
  expect(rooms.find('garden')?.size).toBe(1);
  expect(sfu.transports).toHaveLength(2);
  expect(ana.told('peerJoined').length).toBe(ana.told('peerLeft').length);
});

test('[JN5] before a join only join and ping are answered', async () => {
  const client = testServer().connect();
  expect(await client.refused('leave')).toBe('not_joined');
  expect(await client.refused('closeTrack', { trackId: 'camera' })).toBe('not_joined');
  expect(await client.ask('ping')).toMatchObject({ ok: true });
});

test('[JN5] a second join is refused and changes nothing', async () => {
  const { joined, rooms } = testServer();
  const client = await joined();
  await expect(client.join({ room: 'other' })).rejects.toThrow('already_joined');
  expect(rooms.find('other')).toBeUndefined();
  expect(rooms.find('garden')?.size).toBe(1);
});

test('[JN6] what is wrong with a join is said, and the socket stays open', async () => {
  const { connect, joined } = testServer({ maxPeersPerRoom: 1 });
  const client = connect();
  await expect(client.join({ protocolVersion: 99 })).rejects.toThrow('unsupported_protocol');
  for (const room of ['', 'Garden', 'a b', '-a', 'a--b', 'ⓐ!', 'x'.repeat(65), '../etc']) {
    await expect(client.join({ room })).rejects.toThrow('invalid_request');
  }
  for (const displayName of [
    '',
    ' Ana',
    'A\u0000na',
    'A\u202Ena',
    'A\u2066na',
    'A\u200Bna',
    'A\nna',
    'A\uD800na',
    '\u200D\u0301',
    'x'.repeat(65),
    'x'.repeat(10_000),
  ]) {
    await expect(client.join({ displayName })).rejects.toThrow('invalid_request');
  }
  await expect(client.join({ fingerprints: [] })).rejects.toThrow('invalid_request');
  await expect(client.join({ fingerprints: [{ algorithm: 'sha-256', value: 'AB:CD' }] })).rejects.toThrow(
    'invalid_request',
  );
  await joined();
  await expect(client.join()).rejects.toThrow('room_full');
  expect(client.closed).toBeUndefined();
  expect((await client.join({ room: 'встреча-7', displayName: 'Ана 👋' })).room.name).toBe('встреча-7');
});

test('[JN7] a room is there from its first join to its last leave, and rooms know nothing of each other', async () => {
  const { joined, rooms, sfu } = testServer();
  const ana = await joined({ room: 'one' });
  const ben = await joined({ room: 'two' });
  await ben.sendMicrophone();
  expect(ana.newsMethods).toEqual([]);
  expect(rooms.size).toBe(2);
  await ana.request('leave', {});
  await ben.request('leave', {});
  expect(rooms.size).toBe(0);
  expect(sfu.routers).toEqual([]);
});

test('[JN8] after a leave the others are told once, and the socket is closed', async () => {
  const { joined, pass } = testServer();
  const ana = await joined();
  const ben = await joined();
  await ben.sendCamera();
  await ben.request('leave', {});
  expect(ben.closed).toEqual({ code: 1000, reason: 'left' });
  ben.loseSocket();
  await pass(60_000, ana);
  expect(ana.told('peerLeft')).toEqual([{ peerId: ben.id }]);
  expect(ana.newsMethods.slice(-2)).toEqual(['consumerClosed', 'peerLeft']);
});
