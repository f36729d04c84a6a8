import { expect, test } from 'vitest';
import { recordingFigures } from './recordingFigures.ts';

const [en, zh] = [recordingFigures('en-GB'), recordingFigures('zh-Hans')];

test.each([
  [0, '0 kB'],
  [1_400, '1.4 kB'],
  [999_400, '999 kB'],
  [999_600, '1 MB'],
  [12_345_678, '12.3 MB'],
  [1_234_567_890, '1.23 GB'],
  [5_000_000_000_000_000, '5,000 TB'],
])('%d bytes are %s', (bytes, text) => {
  expect(en.bytes(bytes)).toBe(text);
});

test('a length is a clock for the eye, and words for the ear', () => {
  expect(en.clock(754_900)).toBe('12:34');
  expect(en.length(754_900)).toBe('12 minutes, 34 seconds');
  expect(en.length(3_600_000)).toBe('1 hour');
  expect(en.length(400)).toBe('0 seconds');
  expect(zh.length(754_900)).toBe('12分钟34秒钟');
});

test('dates, parts and names are as the language has them', () => {
  const time = Date.UTC(2026, 10, 21, 12);
  expect(en.day(time)).toBe('21 Nov 2026');
  expect(zh.day(time)).toBe('2026年11月21日');
  expect(en.date(time)).toMatch(/^21 Nov 2026, \d\d:00$/);
  expect(en.percent(0.434)).toBe('43%');
  expect(en.list(['Ana', 'Ben', '2 others'])).toBe('Ana, Ben and 2 others');
});
