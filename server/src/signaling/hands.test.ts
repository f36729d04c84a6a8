import { limits } from '@parley/protocol';
import { expect, test } from 'vitest';
import { testServer } from '../testing/testServer.ts';

async function three() {
  const server = testServer();
  const ana = await server.joined({ displayName: 'Ana' });
  const ben = await server.joined({ displayName: 'Ben' });
  const cleo = await server.joined({ displayName: 'Cleo' });
  return { ...server, ana, ben, cleo };
}

test('[HD1] everybody is told of a raised hand, oneself too, and who comes late finds them in their order', async () => {
  const { ana, ben, cleo, joined } = await three();
  await ben.request('raiseHand', {});
  await ana.request('raiseHand', {});
  const order = [{ peerId: ben.id }, { peerId: ana.id }];
  for (const client of [ana, ben, cleo]) expect(client.told('handRaised')).toEqual(order);
  expect((await joined()).joinedWith.hands).toEqual([ben.id, ana.id]);
});

test('[HD1] what is so already is told nobody, and changes no place', async () => {
  const { ana, ben, cleo, joined } = await three();
  await cleo.request('lowerHand', {});
  await ana.request('raiseHand', {});
  await ben.request('raiseHand', {});
  await ana.request('raiseHand', {});
  expect(cleo.told('handRaised')).toHaveLength(2);
  expect(cleo.told('handLowered')).toEqual([]);
  expect((await joined()).joinedWith.hands).toEqual([ana.id, ben.id]);
});

test('[HD2] a lowered hand is told, and raised again it is the last', async () => {
  const { ana, ben, cleo, joined } = await three();
  await ana.request('raiseHand', {});
  await ben.request('raiseHand', {});
  await ana.request('lowerHand', {});
  expect(cleo.told('handLowered')).toEqual([{ peerId: ana.id }]);
  await ana.request('raiseHand', {});
  expect((await joined()).joinedWith.hands).toEqual([ben.id, ana.id]);
});

test('[HD2] a host lowers the hand of anybody, and nobody else does', async () => {
  const { ana, ben, cleo } = await three();
  await cleo.request('raiseHand', {});
  expect(await ben.refused('lowerHandOf', { peerId: cleo.id })).toBe('forbidden');
  await ana.request('lowerHandOf', { peerId: cleo.id });
  for (const client of [ana, ben, cleo]) expect(client.told('handLowered')).toEqual([{ peerId: cleo.id }]);
  await ana.request('lowerHandOf', { peerId: cleo.id });
  expect(ben.told('handLowered')).toHaveLength(1);
  expect(await ana.refused('lowerHandOf', { peerId: 'nobody' })).toBe('not_found');
});

test('[HD3] a hand keeps its place while its owner is absent, and goes when they do', async () => {
  const { ana, ben, cleo, connect, joined } = await three();
  await ana.request('raiseHand', {});
  await ben.request('raiseHand', {});
  ana.loseSocket();
  const again = connect();
  expect((await again.resume(ana.joinedWith)).hands).toEqual([ana.id, ben.id]);
  await again.request('leave', {});
  expect(cleo.told('handLowered')).toEqual([]);
  expect((await joined()).joinedWith.hands).toEqual([ben.id]);
});

test('[HD4] a hand raised a hundred times a second is raised a few times, and lowered for certain', async () => {
  const { ana, ben, clock } = await three();
  const codes = new Set<string>();
  for (let n = 0; n < 50; n += 1) {
    clock.advance(20);
    for (const method of ['raiseHand', 'lowerHand']) {
      const answer = await ana.ask(method);
      if (!answer.ok) codes.add(`${method} ${answer.error.code}`);
    }
    clock.advance(30);
  }
  expect([...codes]).toEqual(['raiseHand too_fast']);
  const raised = ben.told('handRaised').length;
  expect(raised).toBeGreaterThanOrEqual(limits.handBurst);
  expect(raised).toBeLessThanOrEqual(limits.handBurst + 3);
  expect(ben.told('handLowered')).toHaveLength(raised);
  expect(ana.closed).toBeUndefined();
});
