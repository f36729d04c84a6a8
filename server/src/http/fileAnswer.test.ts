import { describe, expect, test } from 'vitest';
import { fileAnswer } from './fileAnswer.ts';

const etag = '"v1"';
const file = { bytes: 1_000, etag };
const answer = (headers: Record<string, string>, bytes = 1_000) => fileAnswer(headers, { ...file, bytes });

describe('a range', () => {
  test.each([
    ['bytes=0-0', { start: 0, end: 0 }],
    ['bytes=0-', { start: 0, end: 999 }],
    ['bytes=10-19', { start: 10, end: 19 }],
    ['bytes=990-99999999999999999999999', { start: 990, end: 999 }],
    ['bytes=-1', { start: 999, end: 999 }],
    ['bytes=-1000', { start: 0, end: 999 }],
    ['bytes=-5000', { start: 0, end: 999 }],
    ['Bytes=10-19', { start: 10, end: 19 }],
    ['bytes= 10 - 19 ', { start: 10, end: 19 }],
  ])('[LB8] %j is answered with those bytes', (range, expected) => {
    const { status, headers, range: sent } = answer({ range });
    expect(status).toBe(206);
    expect(sent).toEqual(expected);
    expect(headers).toMatchObject({
      'content-range': `bytes ${expected.start}-${expected.end}/1000`,
      'content-length': expected.end - expected.start + 1,
      etag,
    });
  });

  test.each([
    'bytes=',
    'bytes=-',
    'bytes=--1',
    'bytes=-0',
    'bytes=a-b',
    'bytes=1',
    'bytes=5-1',
    'bytes=1000-',
    'bytes=1000-2000',
    'bytes=0x1-0x2',
    'bytes=1e1-2e1',
    'bytes=0-1,x',
    'bytes=1000-,2000-',
    `bytes=${'9'.repeat(400)}-`,
  ])('[LB8] %j cannot be had', (range) => {
    const { status, headers } = answer({ range });
    expect([status, headers['content-range']]).toEqual([416, 'bytes */1000']);
  });

  test.each([
    '',
    'bytes',
    '0-5',
    'lines=0-5',
    'bytes 0-5',
    'bytes=0-1,5-6',
    `bytes=${'0-,'.repeat(4_000)}0-`,
  ])('[LB8] %j is answered with the whole file', (range) => {
    expect(answer({ range })).toMatchObject({ status: 200, headers: { 'content-length': 1_000 } });
  });

  test('[LB8] of a file that is empty there is none', () => {
    for (const range of ['bytes=0-', 'bytes=-1', 'bytes=0-0']) expect(answer({ range }, 0).status).toBe(416);
    expect(answer({}, 0)).toMatchObject({ status: 200, headers: { 'content-length': 0 } });
  });

  test('[LB9] of a file that is another one by now is answered with the whole of that', () => {
    const range = 'bytes=10-19';
    expect(answer({ range, 'if-range': etag }).status).toBe(206);
    for (const ifRange of ['"v0"', 'W/"v1"', 'Sat, 21 Nov 2026 10:00:00 GMT', '']) {
      expect(answer({ range, 'if-range': ifRange }).status).toBe(200);
    }
    // Nothing of it is looked at.
    expect(answer({ range: 'bytes=5000-', 'if-range': '"v0"' }).status).toBe(200);
  });
});

test('[LB9] who has it already gets nothing', () => {
  for (const named of [etag, '*', 'W/"v1"', '"v0", "v1"']) {
    expect(answer({ 'if-none-match': named, range: 'bytes=0-1' })).toMatchObject({
      status: 304,
      headers: { etag },
    });
  }
  expect(answer({ 'if-none-match': '"v0"' }).status).toBe(200);
});
