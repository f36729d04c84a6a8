import { expect, test } from 'vitest';
import { joined } from './examine.ts';
import { failed, ok, skipped, warning } from './Finding.ts';
import { OptionError, readOptions } from './options.ts';
import { reportOf, textOf } from './report.ts';

const url = 'https://meet.example';

test('findings are told in the order of the way, whatever was done first', () => {
  const report = reportOf(url, [ok('turn', 'taken'), ok('page', 'there'), ok('configuration', 'read')]);
  expect(report.findings.map(({ check }) => check)).toEqual(['configuration', 'page', 'turn']);
  const lines = textOf(report).split('\n');
  expect(lines[0]).toBe('Parley at https://meet.example');
  expect(lines[3]).toMatch(/^ok {7}page +there$/);
  expect(lines.at(-1)).toBe('3 ok');
});

test('only what failed makes it fail', () => {
  expect(reportOf(url, [warning('http', ''), skipped('turn', '')]).ok).toBe(true);
  expect(reportOf(url, [ok('http', ''), failed('turn', '')]).ok).toBe(false);
});

test('of what is seen from inside and outside, the worse is told', () => {
  const inside = [failed('announced-address', 'STUN'), skipped('clock', ''), ok('page', '')];
  const outside = [ok('announced-address', 'fine'), ok('clock', 'agrees')];
  expect(joined(inside, outside).map(({ check, status }) => [check, status])).toEqual([
    ['announced-address', 'failed'],
    ['clock', 'ok'],
    ['page', 'ok'],
  ]);
});

test('options are read', () => {
  expect(readOptions(['--url', 'meet.example', '--json'])).toMatchObject({
    url: 'https://meet.example',
    json: true,
  });
  expect(readOptions(['--stun', 'stun.example'])?.stun).toEqual({ host: 'stun.example', port: 3478 });
  expect(readOptions(['--stun', '[2001:db8::1]:3479'])?.stun).toEqual({ host: '2001:db8::1', port: 3479 });
  expect(readOptions(['--help'])).toBeUndefined();
});

test.each([[['--frob']], [['--url', 'http://']], [['--url', 'a', '--service', 'b']]])(
  '%j cannot be: told in words',
  (args) => {
    expect(() => readOptions(args)).toThrow(OptionError);
  },
);
