import { describe, expect, it } from 'vitest';
import { en as english } from './en.ts';
import { admin as englishAdmin } from './en/admin.ts';
import { check as englishCheck } from './en/check.ts';
import { recordings as englishRecordings } from './en/recordings.ts';
import { zh as chinese } from './zh.ts';
import { admin as chineseAdmin } from './zh/admin.ts';
import { check as chineseCheck } from './zh/check.ts';
import { recordings as chineseRecordings } from './zh/recordings.ts';

/** What comes with the page, and what with those of the check, of recordings and of the operator. */
const en = { ...english, check: englishCheck, recordings: englishRecordings, admin: englishAdmin };
const zh = { ...chinese, check: chineseCheck, recordings: chineseRecordings, admin: chineseAdmin };

type Entry = readonly [path: string, value: unknown];

function entries(value: unknown, path = ''): Entry[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => entries(inner, `${path}.${key}`));
}

function texts(value: unknown): [string, string][] {
  return entries(value).flatMap(([path, text]) => (typeof text === 'string' ? [[path, text]] : []));
}

/** Every path, and how many things are said of it. */
const shape = (catalogue: unknown): string[] =>
  entries(catalogue)
    .map(([path, value]) => `${path}: ${typeof value === 'function' ? value.length : typeof value}`)
    .toSorted();

describe.each([
  ['English', en],
  ['Chinese', zh],
])('the %s catalogue', (_name, catalogue) => {
  it('says something everywhere, calmly', () => {
    for (const [path, text] of texts(catalogue)) {
      expect([path, text.trim()]).toEqual([path, text]);
      expect([path, text]).not.toEqual([path, '']);
      expect(`${path} ${text}`).not.toMatch(/[!！]/);
    }
  });

  it('gives every trouble with a device its own sentence', () => {
    const { deviceProblems, room } = catalogue;
    const all = texts([deviceProblems, room.deviceProblems]).map(([, text]) => text);
    expect(all).toHaveLength(5 * 7);
    expect(new Set(all).size).toBe(all.length);
    for (const text of all) expect(text).toMatch(/[.。]$/);
  });

  it('names a way on before joining', () => {
    for (const [, text] of texts(catalogue.deviceProblems))
      expect(text).toMatch(/or (join without|listen only)|或(不用|只听)/);
  });
});

it('both say the same things', () => {
  expect(shape(zh)).toEqual(shape(en));
});

it('Chinese is Chinese, but for the names of things', () => {
  const left = texts(zh).filter(([, text]) => !/\p{Script=Han}/u.test(text));
  expect(left.map(([path]) => path)).toEqual([
    '.home.cast.1',
    '.home.cast.3',
    '.recordings.film.kinds.mp4',
    '.recordings.film.kinds.webm',
  ]);
});

it('people are counted, and two of them named', () => {
  expect(en.people(1)).toBe('1 person');
  expect(en.people(3)).toBe('3 people');
  expect(en.room.joined(['Ana'])).toBe('Ana joined');
  expect(en.room.joined(['Ana', 'Jun'])).toBe('Ana and Jun joined');
  expect(en.room.left(['Ana', 'Jun', 'Zoë'])).toBe('3 people left');
  expect(zh.people(1)).toBe('1 人');
  expect(zh.room.joined(['Ana', '小雨'])).toBe('Ana和小雨 加入了');
  expect(zh.room.left(['Ana', 'Jun', 'Zoë'])).toBe('3 人离开了');
});
