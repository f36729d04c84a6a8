import { expect, test } from 'vitest';
import { MainSpeaker } from './MainSpeaker.ts';

/** Every 300 ms somebody is heard: who is the main speaker then. */
function mainSpeakers(...heard: string[][]): (string | undefined)[] {
  const speaker = new MainSpeaker();
  return heard.map((speaking, n) => {
    speaker.heard(speaking, n * 300);
    return speaker.now;
  });
}

const times = (count: number, speaking: string[]) => Array.from({ length: count }, () => speaking);

test('who speaks first is it at once, and stays so in silence', () => {
  expect(mainSpeakers([], ['ana'], [], [], [], [])).toEqual([undefined, ...times(5, ['ana']).flat()]);
});

test('who answers is it when they have spoken for half a second', () => {
  const heard = mainSpeakers(...times(5, ['ana']), ...times(5, []), ...times(4, ['ben']));
  expect(heard.slice(-4)).toEqual(['ana', 'ana', 'ben', 'ben']);
});

test('a cough changes nothing', () => {
  expect(new Set(mainSpeakers(...times(5, ['ana']), ...times(5, []), ['ben'], [], [], ['ana']))).toEqual(
    new Set(['ana']),
  );
});

test('who talks over somebody else is it after two seconds and a half, however loud', () => {
  const heard = mainSpeakers(...times(5, ['ana']), ...times(10, ['ben', 'ana']));
  expect(heard.slice(5)).toEqual([...times(9, ['ana']).flat(), 'ben']);
});

test('a pause between two words is no silence', () => {
  const heard = mainSpeakers(['ana'], ['ana'], ['ben'], ['ben', 'ana'], ['ben'], ['ben', 'ana']);
  expect(new Set(heard)).toEqual(new Set(['ana']));
});

test('it is told once that somebody else is it, and nobody who is gone', () => {
  const speaker = new MainSpeaker();
  expect([speaker.heard(['ana'], 0), speaker.heard(['ana'], 300)]).toEqual([true, false]);
  speaker.left('ana');
  expect(speaker.now).toBeUndefined();
  expect(speaker.heard(['ben'], 600)).toBe(true);
});
