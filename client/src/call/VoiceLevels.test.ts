import { expect, test } from 'vitest';
import { VoiceLevels } from './VoiceLevels.ts';

test('a level goes from what can just be heard to loud, by the id on the screen', () => {
  const levels = new VoiceLevels();
  levels.take(
    new Map([
      ['ann', -20],
      ['ben', -45],
      ['cy', -69.9],
      ['dee', 0],
    ]),
    'ann',
  );
  expect(['self', 'ann', 'ben', 'cy', 'dee', 'eve'].map((id) => levels.of(id))).toEqual([
    1, 0, 0.5, 0.05, 1, 0,
  ]);
});

test('it is known who spoke last', () => {
  const levels = new VoiceLevels();
  levels.take(new Map([['ben', -30]]), 'ann');
  levels.take(new Map(), 'ann');
  levels.take(new Map([['cy', -30]]), 'ann');
  expect(levels.turnOf('cy')).toBeGreaterThan(levels.turnOf('ben'));
  expect(levels.turnOf('ben')).toBeGreaterThan(levels.turnOf('dee'));
});

test('whoever listens is told of changes only', () => {
  const levels = new VoiceLevels();
  let told = 0;
  const stop = levels.subscribe(() => (told += 1));
  levels.take(new Map(), 'ann');
  expect(told).toBe(0);
  levels.take(new Map([['ben', -30]]), 'ann');
  levels.take(new Map([['ben', -30]]), 'ann');
  expect(told).toBe(1);
  levels.take(new Map(), 'ann');
  expect(told).toBe(2);
  stop();
  levels.take(new Map([['ben', -30]]), 'ann');
  expect(told).toBe(2);
});
