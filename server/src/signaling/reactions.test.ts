import { limits, reactions, timing } from '@parley/protocol';
import { expect, test } from 'vitest';
import { testServer } from '../testing/testServer.ts';

async function pair() {
  const server = testServer();
  const ana = await server.joined({ displayName: 'Ana' });
  const ben = await server.joined({ displayName: 'Ben' });
  return { ...server, ana, ben };
}

test.each(reactions)('[RC1] %s is told at once, and not kept', async (reaction) => {
  const { ana, ben, joined } = await pair();
  await ana.request('react', { reaction });
  expect(ben.told('reactions')).toEqual([{ reactions: [{ peerId: ana.id, reaction }] }]);
  const cleo = await joined();
  expect(JSON.stringify(cleo.joinedWith)).not.toContain(reaction);
  expect(cleo.told('reactions')).toEqual([]);
});

test('[RC1] anything else is refused', async () => {
  const { ana, ben } = await pair();
  for (const reaction of ['💣', '👍👍', '<b>', '']) {
    expect(await ana.refused('react', { reaction })).toBe('invalid_request');
  }
  expect(ben.told('reactions')).toEqual([]);
});

test('[RC2] of many, those after the first are told together, in their order', async () => {
  const { ana, ben, clock } = await pair();
  for (const reaction of ['👍', '👏', '🎉'] as const) await ana.request('react', { reaction });
  expect(ben.told('reactions')).toHaveLength(1);
  clock.advance(timing.reactionPause);
  const told = ben.told('reactions').map(({ reactions }) => reactions.map(({ reaction }) => reaction));
  expect(told).toEqual([['👍'], ['👏', '🎉']]);
  clock.advance(2 * timing.reactionPause);
  await ana.request('react', { reaction: '👍' });
  expect(ben.told('reactions')).toHaveLength(3);
});

test('[RC3] one who reacts too fast is told so', async () => {
  const { ana, ben, clock } = await pair();
  for (let n = 0; n < limits.reactionBurst; n += 1) await ana.request('react', { reaction: '👍' });
  expect(await ana.refused('react', { reaction: '👍' })).toBe('too_fast');
  await ben.request('react', { reaction: '👏' });
  clock.advance(1000 / limits.reactionsPerSecond);
  await ana.request('react', { reaction: '👍' });
});

test('[RC3] a room that ends leaves nothing to be done', async () => {
  const { ana, ben, clock } = await pair();
  await ana.request('react', { reaction: '👍' });
  await ana.request('leave', {});
  await ben.request('leave', {});
  expect(clock.pending).toEqual([]);
});
