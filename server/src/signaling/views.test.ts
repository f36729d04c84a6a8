import { limits, type View } from '@parley/protocol';
import { expect, test } from 'vitest';
import { opusParameters } from '../testing/rtp.ts';
import type { TestClient } from '../testing/TestClient.ts';
import { settle, testServer } from '../testing/testServer.ts';

/** Ana and Ben send their cameras; Cy looks on. */
async function trio() {
  const server = testServer();
  const [ana, ben, cy] = [await server.joined(), await server.joined(), await server.joined()];
  await ana.sendCamera();
  await ben.sendCamera();
  await settle();
  const { sfu } = server;
  /** What is forwarded of somebody's camera to Cy. */
  const seen = (sender: TestClient) => {
    const added = cy.told('consumerAdded').findLast(({ consumer }) => consumer.peerId === sender.id);
    return sfu.consumers.find(({ id }) => id === added?.consumer.id);
  };
  const show = async (...views: View[]) => {
    await cy.request('setViews', { views });
    await settle();
  };
  const resume = async () => {
    const consumerIds = cy.told('consumerAdded').map(({ consumer }) => consumer.id);
    await cy.request('resumeConsumers', { consumerIds });
  };
  return { ...server, ana, ben, cy, seen, show, resume };
}

const view = ({ id }: TestClient, more: Partial<View> = {}): View => ({
  peerId: id,
  trackId: 'camera',
  width: 1280,
  height: 720,
  ...more,
});

test('[VW1] what is on the screen comes, in the layers that its size needs, and nothing of the rest', async () => {
  const { ana, ben, seen, show, resume } = await trio();
  await resume();
  await show(view(ana), view(ben, { width: 160, height: 90 }));
  expect(seen(ana)).toMatchObject({ paused: false, layers: { spatial: 2, temporal: 2 } });
  expect(seen(ben)).toMatchObject({ paused: false, layers: { spatial: 0, temporal: 1 } });
  await show(view(ben));
  expect(seen(ana)?.paused).toBe(true);
  expect(seen(ben)?.layers).toEqual({ spatial: 2, temporal: 2 });
  await show();
  expect([seen(ana)?.paused, seen(ben)?.paused]).toEqual([true, true]);
});

test('[VW1] what the client cannot take yet does not come because it is looked at', async () => {
  const { ana, seen, show, resume } = await trio();
  await show(view(ana));
  expect(seen(ana)?.paused).toBe(true);
  await resume();
  expect(seen(ana)?.paused).toBe(false);
});

test('[VW1] voices come whether one sees who speaks or not', async () => {
  const { ana, seen, show } = await trio();
  await ana.sendMicrophone();
  await settle();
  expect(seen(ana)?.kind).toBe('audio');
  await show();
  const { id } = seen(ana) ?? {};
  expect(id).toBeDefined();
});

test('[VW2] who is pinned is served first, then who speaks, then the larger ones', async () => {
  const { sfu, ana, ben, seen, show } = await trio();
  await ben.sendMicrophone();
  await settle();
  const cameraOf = (sender: TestClient) =>
    sfu.consumers.find(({ id, kind }) => kind === 'video' && id === seen(sender)?.id);
  const [anas, bens] = [cameraOf(ana), sfu.consumers.findLast(({ kind }) => kind === 'video')];
  await show(view(ana), view(ben, { width: 320, height: 180 }));
  expect((anas?.priority ?? 0) > (bens?.priority ?? 0)).toBe(true);
  const microphone = sfu.producers.find(({ kind }) => kind === 'audio');
  sfu.routers[0]?.speak([{ producerId: microphone?.id ?? '', volume: -30 }]);
  await settle();
  expect((bens?.priority ?? 0) > (anas?.priority ?? 0)).toBe(true);
  await show(view(ana, { pinned: true }), view(ben, { width: 320, height: 180 }));
  expect((anas?.priority ?? 0) > (bens?.priority ?? 0)).toBe(true);
  sfu.routers[0]?.speak([]);
  await settle();
  expect(bens?.priority).toBeLessThan(100);
});

test('[VW3] a sender is told in how many sizes it is watched: more at once, less after two seconds', async () => {
  const { clock, ana, cy, ben, show } = await trio();
  const sizes = () => ana.told('trackDemand').map((demand) => demand.sizes);
  expect(sizes()).toEqual([3]);
  await show(view(ana, { width: 320, height: 180 }));
  clock.advance(5_000);
  // Ben has not said what he sees.
  expect(sizes()).toEqual([3]);
  await ben.request('setViews', { views: [view(ana, { width: 640, height: 360 })] });
  await settle();
  clock.advance(1_900);
  expect(sizes()).toEqual([3]);
  clock.advance(100);
  expect(sizes()).toEqual([3, 2]);
  await ben.request('setViews', { views: [] });
  await cy.request('leave', {});
  clock.advance(2_000);
  expect(sizes()).toEqual([3, 2, 0]);
  await ben.request('setViews', { views: [view(ana)] });
  await settle();
  expect(ana.told('trackDemand').at(-1)).toEqual({ trackId: 'camera', sizes: 3 });
});

test('[VW3] who is alone is told that nobody watches, and who comes back is told again', async () => {
  const { joined, connect } = testServer();
  const ana = await joined();
  await ana.sendCamera();
  await settle();
  expect(ana.told('trackDemand')).toEqual([{ trackId: 'camera', sizes: 0 }]);
  ana.loseSocket();
  const again = connect();
  const { media } = await again.resume(ana.joinedWith, { mediaId: ana.mediaId });
  expect(media.demands).toEqual([{ trackId: 'camera', sizes: 0 }]);
});

test('[VW4] before views are known pictures come as far as there may be views, who speaks first', async () => {
  const { sfu, joined } = testServer({ maxPeersPerRoom: 40 });
  const people = [];
  for (let n = 0; n < limits.views + 2; n += 1) people.push(await joined());
  for (const person of people) await person.sendCamera();
  const [last] = people.slice(-1);
  await last?.sendMicrophone();
  await settle();
  const microphone = sfu.producers.find(({ kind }) => kind === 'audio');
  sfu.routers[0]?.speak([{ producerId: microphone?.id ?? '', volume: -30 }]);
  const newcomer = await joined();
  const pictures = newcomer.joinedWith.media.consumers.filter(({ kind }) => kind === 'video');
  expect(pictures).toHaveLength(limits.views);
  expect(pictures.map(({ peerId }) => peerId)).toContain(last?.id);
});

test('[VW4] a picture that comes on the screen later gets a consumer then, and few that went are kept', async () => {
  const { joined } = testServer({ maxPeersPerRoom: 100 });
  const senders = [];
  for (let n = 0; n < 3 * limits.views; n += 1) {
    const sender = await joined({ subscribe: [] });
    await sender.sendCamera();
    senders.push(sender);
  }
  const viewer = await joined();
  for (let page = 0; page < 3; page += 1) {
    const onScreen = senders.slice(page * limits.views, (page + 1) * limits.views);
    await viewer.request('setViews', { views: onScreen.map((sender) => view(sender)) });
    await settle();
  }
  expect(viewer.told('consumerAdded')).toHaveLength(2 * limits.views);
  const firstPage = viewer.joinedWith.media.consumers.map(({ id }) => id);
  expect(viewer.told('consumerClosed').map(({ consumerId }) => consumerId)).toEqual(firstPage);
});

test('[VW4] views are remembered when the media is made anew', async () => {
  const { sfu, ana, ben, cy, show } = await trio();
  await show(view(ben));
  sfu.kill();
  await settle();
  await ana.sendCamera();
  await ben.sendCamera();
  await settle();
  const [reset] = cy.told('mediaReset');
  const added = cy.told('consumerAdded').slice(2);
  const pictures = [...(reset?.media.consumers ?? []), ...added.map(({ consumer }) => consumer)];
  expect(pictures.map(({ peerId }) => peerId)).toEqual([ben.id]);
});

test('[VW5] views of what is not there are ignored, and too many are refused', async () => {
  const { ana, cy } = await trio();
  const nobody = { peerId: 'nobody', trackId: 'camera', width: 1, height: 1 };
  const widest = { ...nobody, width: limits.viewLength };
  await cy.request('setViews', { views: [widest, nobody, { ...view(ana), trackId: 'nothing' }] });
  const tooMany = Array.from({ length: limits.views + 1 }, () => nobody);
  expect(await cy.refused('setViews', { views: tooMany })).toBe('invalid_request');
  const tooWide = { width: limits.viewLength + 1 };
  for (const wrong of [{ width: 0 }, { height: 1.5 }, tooWide, { pinned: 'yes' }]) {
    expect(await cy.refused('setViews', { views: [{ ...nobody, ...wrong }] })).toBe('invalid_request');
  }
});

test('[VX1] of more voices than are forwarded, one hears who speaks', async () => {
  const { sfu, joined } = testServer({ voices: 2 });
  const people = [await joined(), await joined(), await joined()];
  const [ana, ben] = people as [TestClient, TestClient, TestClient];
  for (const person of people) await person.sendMicrophone();
  await settle();
  const forwarded = () => sfu.consumers.filter(({ paused }) => !paused).map(({ producer }) => producer.id);
  const consumerIds = (person: TestClient) => person.told('consumerAdded').map(({ consumer }) => consumer.id);
  for (const person of people) await person.request('resumeConsumers', { consumerIds: consumerIds(person) });
  expect(forwarded()).toEqual([]);
  const [anas, bens] = sfu.producers;
  sfu.routers[0]?.speak([{ producerId: anas?.id ?? '', volume: -30 }]);
  await settle();
  expect(forwarded()).toEqual([anas?.id, anas?.id]);
  await ben.request('startSpeaking', {});
  await settle();
  expect(new Set(forwarded())).toEqual(new Set([anas?.id, bens?.id]));
  // With two voices left, both are forwarded all the time.
  await ana.request('setTrackMuted', { trackId: 'microphone', muted: true });
  await settle();
  expect(forwarded()).toHaveLength(6);
});

test('[VX2] in a large room a voice gets its consumers when it is first heard, and they need no resuming', async () => {
  const { sfu, joined } = testServer({ voices: 2, maxPeersPerRoom: 100 });
  for (let n = 0; n < 60; n += 1) {
    const sender = await joined({ subscribe: [] });
    await sender.sendMicrophone();
  }
  const listener = await joined();
  expect(listener.joinedWith.media.consumers).toEqual([]);
  const loud = sfu.producers[42];
  sfu.routers[0]?.speak([{ producerId: loud?.id ?? '', volume: -30 }]);
  await settle();
  expect(listener.told('consumerAdded').map(({ consumer }) => consumer.paused)).toEqual([false]);
  expect(sfu.consumers.map(({ producer, paused }) => [producer.id, paused])).toEqual([[loud?.id, false]]);
  expect(opusParameters.codecs).toHaveLength(1);
});
