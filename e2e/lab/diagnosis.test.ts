import { expect, test } from 'vitest';
import { failed, ok, skipped, type Finding } from '../../doctor/src/Finding.ts';
import { reportOf } from '../../doctor/src/report.ts';
import type { BrokenSetup } from './brokenSetups.ts';
import { diagnosisLine, misdiagnoses } from './diagnosis.ts';

const healthy: BrokenSetup = { title: 'nothing', from: 'cone' };
const broken: BrokenSetup = {
  title: 'no UDP',
  from: 'cone',
  names: { check: 'media-udp', words: /let UDP in/ },
};

function diagnosis(exitCode: number, ...findings: Finding[]) {
  return { report: reportOf('https://parley.test', findings), exitCode, took: 1234 };
}

test('the one check that is named, in the words, is right', () => {
  const right = diagnosis(1, failed('media-udp', 'Please let UDP in.'), ok('page', ''));
  expect(misdiagnoses(broken, right)).toEqual([]);
  expect(diagnosisLine(broken, right, true)).toContain('media-udp: Please let UDP in.');
});

test.each([
  ['another check', diagnosis(1, failed('page', 'let UDP in'))],
  ['one check more', diagnosis(1, failed('page', ''), failed('media-udp', 'let UDP in'))],
  ['other words', diagnosis(1, failed('media-udp', 'something is wrong'))],
  ['another exit code', diagnosis(0, failed('media-udp', 'let UDP in'))],
  ['nothing', diagnosis(1, ok('page', ''))],
])('%s is wrong', (_title, seen) => {
  expect(misdiagnoses(broken, seen)).not.toEqual([]);
});

test('where nothing is wrong all has to be ok, from outside', () => {
  expect(misdiagnoses(healthy, diagnosis(0, ok('page', '')))).toEqual([]);
  expect(misdiagnoses(healthy, diagnosis(0, skipped('turn-tls', '')))).not.toEqual([]);
  expect(misdiagnoses({ ...healthy, from: 'inside' }, diagnosis(0, skipped('ffmpeg', '')))).toEqual([]);
});
