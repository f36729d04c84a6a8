import { beforeEach, expect, test } from 'vitest';
import { SpeakerNews } from './SpeakerNews.ts';

let news: SpeakerNews;
let at: number;

beforeEach(() => {
  news = new SpeakerNews();
  at = 0;
});

/** Whether it is told, each time that it is heard, for so many intervals of mediasoup's. */
function heard(peerIds: string[], times: number, people: number): boolean[] {
  return Array.from({ length: times }, () => {
    at += 300;
    return news.isNews(peerIds, { people, at });
  });
}

test('a few people are told each time how loud each of them is', () => {
  expect(heard(['ana'], 5, 50)).toEqual([true, true, true, true, true]);
});

test('many are told at once who speaks now, and of the same once in five times', () => {
  expect(heard(['ana'], 7, 51)).toEqual([true, false, false, false, false, true, false]);
  expect(heard(['ana', 'ben'], 2, 51)).toEqual([true, false]);
  expect(heard(['ben', 'ana'], 1, 51)).toEqual([false]);
  expect(heard(['ben'], 1, 51)).toEqual([true]);
});

test('many are told of silence once', () => {
  heard(['ana'], 1, 200);
  expect(heard([], 10, 200)).toEqual([true, ...Array<boolean>(9).fill(false)]);
});
