import { expect, test } from 'vitest';
import { helpText, readOptions } from './options.ts';

test('flags change what they name of a scenario', () => {
  expect(readOptions(['livestream', '--subscribers', '5', '--video', '360p'])).toMatchObject({
    scenario: 'livestream',
    subscribers: 5,
    lines: 360,
    publishers: 1,
  });
});

test('of more publishers, all have a camera and a microphone where all of the scenario have', () => {
  expect(readOptions(['--publishers', '3'])).toMatchObject({ cameras: 3, microphones: 3 });
  expect(readOptions(['meeting', '--publishers', '3'])).toMatchObject({ cameras: 3, microphones: 3 });
  expect(readOptions(['audio-room', '--publishers', '3'])).toMatchObject({ cameras: 0, microphones: 3 });
});

test('where no rate limits the joins, those under way do, and with 0 nothing does', () => {
  expect(readOptions(['join-storm'])).toMatchObject({ joinRate: Infinity, joinsAtOnce: 100 });
  expect(readOptions(['join-storm', '--joins-at-once', '0'])).toMatchObject({ joinsAtOnce: Infinity });
});

test.each([
  [['--subscribers', 'many'], '--subscribers takes a whole number from 0 up, not "many".'],
  [['--url', 'localhost'], '--url takes an address such as http://localhost:3000, not "localhost".'],
  [['party'], 'There is no scenario "party".'],
  [['--video', '100p'], '--video takes 90p'],
  [['--codec', 'av1'], '--codec takes vp8 or h264, not "av1".'],
  [['--cameras', '2'], '--cameras and --microphones are of the publishers'],
  [['--publishers', '0', '--subscribers', '0'], 'Nobody is to join.'],
  [['--publishers', '30', '--view', '320x180'], 'A screen has 25 pictures at most'],
  [['--nonsense'], "Unknown option '--nonsense'"],
])('%j is refused in words', (args, words) => {
  expect(() => readOptions(args)).toThrow(words);
});

test('whoever asks is told every flag and scenario', () => {
  expect(readOptions(['--help'])).toBeUndefined();
  for (const word of ['join-storm', 'rooms-of-eight', '--find-limit', '--html FILE']) {
    expect(helpText()).toContain(word);
  }
});
