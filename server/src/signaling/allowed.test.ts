// Every request of the contract × every role × own ids, others' ids and ids of another room.
import {
  requests,
  roles,
  type CloseReason,
  type ErrorCode,
  type Method,
  type RequestData,
  type Role,
} from '@parley/protocol';
import { expect, test } from 'vitest';
import { candidate, description, directPair } from '../testing/direct.ts';
import { fingerprints, opusParameters } from '../testing/rtp.ts';
import { joinData, type TestClient } from '../testing/TestClient.ts';
import { settle, testServer } from '../testing/testServer.ts';

interface Ids {
  peerId: string;
  mediaId: string;
  transportId: string;
  trackId: string;
  consumerId: string;
  directId: string;
}

type Whose = 'own' | 'others' | 'elsewhere';
type Outcome = 'ok' | ErrorCode | CloseReason;

/** A request that names things, and what comes of it for somebody who may make it, by whose things they are. */
type Case<M extends Method> = { data: (ids: Ids) => RequestData<M> } & Readonly<Record<Whose, Outcome>>;

const always = (outcome: Outcome) => ({ own: outcome, others: outcome, elsewhere: outcome });
const ownOnly = (refusal: ErrorCode) => ({ own: 'ok', others: refusal, elsewhere: refusal }) as const;
const ofTheRoom = { own: 'ok', others: 'ok', elsewhere: 'not_found' } as const;
const ofTheCall = { own: 'ok', others: 'ok', elsewhere: 'direct_over' } as const;

/** By its type, nothing of the contract can be missing here. */
const cases: { [M in Method]: Case<M> } = {
  join: { data: () => joinData(), ...always('already_joined') },
  ping: { data: () => ({}), ...always('ok') },
  probe: { data: () => ({ fingerprints }), ...always('ok') },
  probeSound: {
    // Those of a room are no probes.
    data: ({ transportId }) => ({ transportId, rtpParameters: opusParameters }),
    ...always('not_found'),
  },
  knock: { data: () => ({ room: 'garden', displayName: 'Ben' }), ...always('already_joined') },
  leave: { data: () => ({}), ...always('ok') },
  produce: {
    data: ({ mediaId }) => ({
      mediaId,
      track: { id: 'voice', kind: 'audio', source: 'microphone', muted: false },
      rtpParameters: opusParameters,
    }),
    ...ownOnly('stale_media'),
  },
  setTrackMuted: { data: ({ trackId }) => ({ trackId, muted: true }), ...ownOnly('not_found') },
  closeTrack: { data: ({ trackId }) => ({ trackId }), ...ownOnly('not_found') },
  resumeConsumers: { data: ({ consumerId }) => ({ consumerIds: [consumerId] }), ...ownOnly('not_found') },
  setViews: {
    data: ({ peerId, trackId }) => ({ views: [{ peerId, trackId, width: 320, height: 180 }] }),
    ...always('ok'),
  },
  startSpeaking: { data: () => ({}), ...always('ok') },
  restartIce: { data: ({ transportId }) => ({ transportId }), ...ownOnly('not_found') },
  offer: { data: ({ directId }) => description(directId), ...ofTheCall },
  answer: {
    data: ({ directId }) => description(directId),
    ...ofTheCall,
    own: 'no_offer',
    others: 'no_offer',
  },
  candidate: { data: ({ directId }) => candidate(directId), ...ofTheCall },
  endDirect: { data: ({ directId }) => ({ directId, reason: 'lossy' }), ...ofTheCall },
  sendMessage: {
    data: ({ peerId }) => ({ id: 'm1', text: 'Hello', to: peerId }),
    own: 'invalid_request',
    others: 'ok',
    elsewhere: 'peer_absent',
  },
  earlierMessages: { data: () => ({ before: 2 }), ...always('ok') },
  raiseHand: { data: () => ({}), ...always('ok') },
  lowerHand: { data: () => ({}), ...always('ok') },
  lowerHandOf: { data: ({ peerId }) => ({ peerId }), ...ofTheRoom },
  react: { data: () => ({ reaction: '👍' }), ...always('ok') },
  setRole: { data: ({ peerId }) => ({ peerId, role: 'host' }), ...ofTheRoom },
  setRules: { data: () => ({ allowed: [] }), ...always('ok') },
  setRecording: { data: () => ({ recording: 'on' }), ...always('ok') },
  muteTrack: { data: ({ peerId, trackId }) => ({ peerId, trackId }), ...ofTheRoom },
  muteAll: { data: () => ({}), ...always('ok') },
  pinForAll: { data: ({ peerId }) => ({ pin: { peerId, source: 'camera' } }), ...ofTheRoom },
  admit: { data: ({ peerId }) => ({ peerIds: [peerId] }), ...always('not_found') },
  deny: { data: ({ peerId }) => ({ peerId }), ...always('not_found') },
  ban: { data: ({ peerId }) => ({ peerId }), ...ofTheRoom, own: 'banned' },
  remove: { data: ({ peerId }) => ({ peerId }), ...ofTheRoom, own: 'removed' },
  endForAll: { data: () => ({}), ...always('ended') },
};

/** Ana is the room's host, Ben what is asked for; both send, and are connected directly where roles allow it. */
async function scene(role: Role) {
  const server = testServer();
  const { ana, ben, id: directId } = await directPair({ server });
  const { ana: cleo, id: elsewhere } = await directPair({ server, room: 'elsewhere' });
  for (const [name, client] of Object.entries({ ana, ben, cleo })) await client.sendCamera({ id: name });
  if (role !== 'participant') await ana.request('setRole', { peerId: ben.id, role });
  await settle();
  const idsOf = (client: TestClient, trackId: string, direct: string): Ids => ({
    peerId: client.id,
    mediaId: client.mediaId,
    transportId: client.joinedWith.media.sendTransport.id,
    trackId,
    consumerId: consumersOf(client)[0] ?? 'none',
    directId: direct,
  });
  const ids: Record<Whose, Ids> = {
    own: idsOf(ben, 'ben', directId),
    others: idsOf(ana, 'ana', directId),
    elsewhere: idsOf(cleo, 'cleo', elsewhere),
  };
  return { ana, ben, cleo, ids };
}

function consumersOf(client: TestClient): string[] {
  return [
    ...client.joinedWith.media.consumers.map(({ id }) => id),
    ...client.told('consumerAdded').map(({ consumer }) => consumer.id),
  ];
}

const methods = Object.keys(requests) as Method[];
const all = methods.flatMap((method) =>
  roles.flatMap((role) =>
    (['own', 'others', 'elsewhere'] as const).map((whose) => ({ method, role, whose })),
  ),
);

test.each(all)('[RO1] $method by a $role with ids of $whose', async ({ method, role, whose }) => {
  const { ana, ben, cleo, ids } = await scene(role);
  const expected = mayMake(method, role) ? cases[method][whose] : 'forbidden';
  const told = () => [ana.news.length, ben.news.length, cleo.news.length];
  const before = told();
  const answered = ben.ask(method, cases[method].data(ids[whose]));
  await settle();
  // A socket that the request itself closes says why.
  const response = ben.closed && method !== 'leave' ? undefined : await answered;
  const outcome = response?.ok ? 'ok' : (response?.error.code ?? ben.closed?.reason);
  expect(outcome).toBe(expected);
  // What is refused is not seen by anybody, and what is done not in another room.
  const isDone = outcome === 'ok' || response === undefined;
  expect(told().slice(isDone ? 2 : 0)).toEqual(before.slice(isDone ? 2 : 0));
  expect(cleo.closed).toBeUndefined();
});

function mayMake(method: Method, role: Role): boolean {
  const { who }: { who: 'anybody' | readonly Role[] } = requests[method];
  return who === 'anybody' || who.includes(role);
}

test('[RO1] nobody makes a request of the room before they are in it', async () => {
  const { ids } = await scene('participant');
  for (const method of methods) {
    if (requests[method].who === 'anybody') continue;
    expect(await testServer().connect().refused(method, cases[method].data(ids.own))).toBe('not_joined');
  }
});

test('[JT1] where people come in by tokens, nobody asks anything of a room without one, or by one for another', async () => {
  const { ids } = await scene('participant');
  const server = testServer({}, { byToken: true });
  const host = server.connect();
  await host.join({ token: await server.tokenFor({ role: 'host' }) });
  const heard = host.news.length;
  const elsewhere = await server.tokenFor({ room: 'elsewhere', role: 'host' });
  const enters = (method: Method) => method === 'join' || method === 'knock';
  for (const method of methods) {
    if (requests[method].who === 'anybody' && !enters(method)) continue;
    const stranger = server.connect();
    const data = cases[method].data(ids.own);
    const expected = enters(method)
      ? ['token_required', 'token_invalid', 'token_other_room']
      : ['not_joined'];
    const tokens = enters(method) ? [undefined, 'e30.e30.', elsewhere] : [undefined];
    const outcomes: string[] = [];
    for (const token of tokens)
      outcomes.push(await stranger.refused(method, { ...data, ...(token && { token }) }));
    expect([method, ...outcomes]).toEqual([method, ...expected]);
  }
  expect(host.news).toHaveLength(heard);
  expect(server.rooms.size).toBe(1);
});
