import { expect, test } from 'vitest';
import { description, directPair } from '../testing/direct.ts';
import type { TestClient } from '../testing/TestClient.ts';
import { testServer } from '../testing/testServer.ts';

/** The direct call that a client knows of now. */
function directOf(client: TestClient) {
  const changes = client.told('directChanged');
  return changes.length > 0 ? changes.at(-1)?.direct : client.snapshot?.direct;
}

test('[DC1] two people get a direct call at once: one by news, the other in the snapshot', async () => {
  const { ana, ben, id } = await directPair();
  expect(ana.snapshot?.direct).toBeUndefined();
  expect(ana.newsMethods).toEqual(['peerJoined', 'directChanged']);
  expect(directOf(ana)).toEqual({ id, peerId: ben.id, makesOffer: true });
  expect(ben.snapshot?.direct).toEqual({ id, peerId: ana.id, makesOffer: false });
  expect(ben.newsMethods).toEqual([]);
});

test('[DC1] there is none with somebody whose client cannot, or where the operator wants none', async () => {
  const server = testServer();
  const ana = await server.joined({ direct: true });
  const ben = await server.joined();
  expect([directOf(ana), directOf(ben)]).toEqual([undefined, undefined]);

  const without = testServer({ directReturnDelay: undefined });
  const cleo = await without.joined({ direct: true });
  const dan = await without.joined({ direct: true });
  await without.pass(3_600_000, cleo, dan);
  expect([directOf(cleo), directOf(dan)]).toEqual([undefined, undefined]);
});

test('[DC2] a third person ends it for both, and after 30 s of two there is another', async () => {
  const { ana, ben, id, joined, pass } = await directPair();
  const cleo = await joined({ direct: true });
  expect([directOf(ana), directOf(ben), directOf(cleo)]).toEqual([undefined, undefined, undefined]);
  await cleo.request('leave', {});
  await pass(29_900, ana, ben);
  expect(directOf(ana)).toBeUndefined();
  await pass(100, ana, ben);
  const again = directOf(ana);
  expect(again).toMatchObject({ peerId: ben.id, makesOffer: true });
  expect(again?.id).not.toBe(id);
  expect(directOf(ben)).toEqual({ id: again?.id, peerId: ana.id, makesOffer: false });
});

test('[DC2] a third person who comes within the 30 s keeps it away', async () => {
  const { ana, ben, joined, pass, clock } = await directPair();
  const cleo = await joined();
  await cleo.request('leave', {});
  await pass(29_000, ana, ben);
  const dan = await joined();
  await pass(60_000, ana, ben, dan);
  expect(directOf(ana)).toBeUndefined();
  await dan.request('leave', {});
  await ben.request('leave', {});
  await ana.request('leave', {});
  expect(clock.pending).toEqual([]);
});

test('[DC2] when one of two leaves it is over, and the next to come gets another', async () => {
  const { ana, ben, id, joined } = await directPair();
  await ben.request('leave', {});
  expect(directOf(ana)).toBeUndefined();
  const cleo = await joined({ direct: true });
  expect(directOf(ana)).toMatchObject({ peerId: cleo.id, makesOffer: true });
  expect(directOf(ana)?.id).not.toBe(id);
});

test('[DC3] what failed is tried again after 30 s, then after twice as long, up to ten minutes', async () => {
  const { ana, ben, pass } = await directPair();
  const waits = [30, 60, 120, 240, 480, 600, 600];
  for (const seconds of waits) {
    const directId = directOf(ana)?.id ?? '';
    await ben.request('endDirect', { directId, reason: 'lossy' });
    expect([directOf(ana), directOf(ben)]).toEqual([undefined, undefined]);
    await pass(seconds * 1000 - 100, ana, ben);
    expect(directOf(ana)).toBeUndefined();
    await pass(100, ana, ben);
    expect(directOf(ana)).toBeDefined();
  }
});

test('[DC3] a call that went well for ten minutes before is tried again as if it had not failed', async () => {
  const { ana, ben, pass } = await directPair();
  for (let failures = 0; failures < 3; failures += 1) {
    await ben.request('endDirect', { directId: directOf(ana)?.id ?? '', reason: 'lossy' });
    await pass(120_000, ana, ben);
  }
  await pass(600_000, ana, ben);
  await ben.request('endDirect', { directId: directOf(ana)?.id ?? '', reason: 'silent' });
  await pass(30_000, ana, ben);
  expect(directOf(ana)).toBeDefined();
});

test('[DC3] somebody new is tried at once, whatever failed before', async () => {
  const { ana, ben, id, joined } = await directPair();
  await ana.request('endDirect', { directId: id, reason: 'no_path' });
  await ben.request('leave', {});
  const cleo = await joined({ direct: true });
  expect(directOf(cleo)).toBeDefined();
});

test('[DC9] while the server needs the media there is none', async () => {
  const { ana, ben, rooms, pass } = await directPair();
  const release = rooms.find('garden')?.holdMedia();
  const releaseOther = rooms.find('garden')?.holdMedia();
  expect([directOf(ana), directOf(ben)]).toEqual([undefined, undefined]);
  release?.();
  release?.();
  await pass(60_000, ana, ben);
  expect(directOf(ana)).toBeUndefined();
  releaseOther?.();
  await pass(30_000, ana, ben);
  expect(directOf(ana)).toBeDefined();
});

test('[DC10] a direct call outlives the socket of who still has it', async () => {
  const { ana, ben, id, connect } = await directPair();
  await ana.request('offer', description(id));
  await ben.request('answer', description(id));
  ben.loseSocket();
  const again = connect();
  const { direct } = await again.resume(ben.joinedWith, { directId: id });
  expect(direct).toEqual({ id, peerId: ana.id, makesOffer: false });
  expect(ana.told('directChanged')).toHaveLength(1);
});

test('[DC10] who does not have it any more, or comes back into an offer, gets another, and so does the other', async () => {
  const { ana, ben, id, connect } = await directPair();
  ben.loseSocket();
  const again = connect();
  const second = (await again.resume(ben.joinedWith)).direct?.id ?? '';
  expect(second).not.toBe(id);
  expect(directOf(ana)?.id).toBe(second);
  await ana.request('offer', description(second));
  again.loseSocket();
  const third = (await connect().resume(ben.joinedWith, { directId: second })).direct;
  expect(third?.id).not.toBe(second);
  expect(directOf(ana)?.id).toBe(third?.id);
});

test('[DC10] when its time comes while one is absent, it waits for their return', async () => {
  const { ana, ben, connect, joined, pass } = await directPair();
  const cleo = await joined();
  await cleo.request('leave', {});
  await pass(20_000, ana, ben);
  ben.loseSocket();
  await pass(15_000, ana);
  expect(directOf(ana)).toBeUndefined();
  const { direct } = await connect().resume(ben.joinedWith);
  expect(direct).toMatchObject({ peerId: ana.id });
  expect(directOf(ana)?.id).toBe(direct?.id);
});
