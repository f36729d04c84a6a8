import { expect, test } from 'vitest';
import { FakeClock } from '../testing/FakeClock.ts';
import { Voices } from './Voices.ts';

function voices({ limit = 2, people = 4 } = {}) {
  const clock = new FakeClock();
  const open = new Set<string>();
  const voices = new Voices({
    limit,
    clock,
    changed: (ids) => {
      for (const id of ids)
        if (voices.isOpen(id)) open.add(id);
        else open.delete(id);
    },
  });
  const names = ['ana', 'ben', 'cy', 'dee', 'eve'].slice(0, people);
  for (const name of names) voices.add(name, { muted: false });
  return { voices, clock, open: () => [...open].toSorted() };
}

test('as many as may be forwarded are, whether they speak or not', () => {
  const { open } = voices({ people: 2 });
  expect(open()).toEqual(['ana', 'ben']);
});

test('of more than that, only who speaks', () => {
  const { voices: all, open } = voices();
  expect(open()).toEqual([]);
  all.heard(['cy']);
  expect(open()).toEqual(['cy']);
});

test('of too many who speak at once, the loudest', () => {
  const { voices: all, open } = voices();
  all.heard(['dee', 'ana', 'ben']);
  expect(open()).toEqual(['ana', 'dee']);
});

test('a pause of less than two seconds changes nothing', () => {
  const { voices: all, clock, open } = voices();
  all.heard(['cy']);
  clock.advance(1_900);
  expect(open()).toEqual(['cy']);
  all.heard(['cy']);
  clock.advance(1_900);
  expect(open()).toEqual(['cy']);
  clock.advance(200);
  expect(open()).toEqual([]);
});

test('who says that they begin is forwarded at once, in place of who was heard longest ago', () => {
  const { voices: all, clock, open } = voices();
  all.heard(['ana', 'ben']);
  clock.advance(500);
  all.heard(['ana']);
  clock.advance(100);
  all.expect('eve');
  all.expect('dee');
  expect(open()).toEqual(['ana', 'dee']);
  // Nothing was heard of it.
  clock.advance(2_000);
  expect(open()).toEqual([]);
});

test('who is muted cannot say so', () => {
  const { voices: all, open } = voices({ people: 5 });
  all.setMuted('dee', true);
  all.expect('dee');
  all.expect('nobody');
  expect(open()).toEqual([]);
});

test('the muted do not count, and who leaves makes room', () => {
  const { voices: all, open } = voices();
  all.setMuted('ana', true);
  all.setMuted('ben', true);
  expect(open()).toEqual(['ana', 'ben', 'cy', 'dee']);
  all.setMuted('ben', false);
  expect(open()).toEqual([]);
  all.remove('cy');
  expect(open()).toEqual(['ana', 'ben', 'dee']);
});

test('nothing is said after the end', () => {
  const { voices: all, clock, open } = voices();
  all.heard(['ana']);
  all.close();
  clock.advance(5_000);
  expect(open()).toEqual(['ana']);
});
