import { expect, test } from 'vitest';
import { judgeCertificates, judgeHttp, type CertificateSeen } from './certificate.ts';

const DAY = 86_400_000;
const now = Date.parse('2026-11-22');

function seen(more: Partial<CertificateSeen> = {}): CertificateSeen {
  return { host: 'meet.example', port: 443, validFrom: now - DAY, validTo: now + 60 * DAY, ...more };
}

const judge = (...all: CertificateSeen[]) => judgeCertificates(all, now);

test('one for the name, of somebody known and with time left is ok', () => {
  expect(judge(seen())).toMatchObject({ status: 'ok', message: expect.stringContaining('60 days') });
});

test('less than 14 days are a warning', () => {
  expect(judge(seen({ validTo: now + 14 * DAY }))).toMatchObject({ status: 'ok' });
  expect(judge(seen({ validTo: now + 14 * DAY - 1 }))).toMatchObject({ status: 'warning' });
});

test.each<[string, Partial<CertificateSeen>, string]>([
  ['that has expired', { validTo: now - 3 * DAY, chainProblem: 'CERT_HAS_EXPIRED' }, 'expired 3 days ago'],
  ['of tomorrow', { validFrom: now + DAY, chainProblem: 'CERT_NOT_YET_VALID' }, 'is not valid before'],
  ['for another name', { nameProblem: 'not in the names' }, 'is not for meet.example'],
  ['without its chain', { chainProblem: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, 'fullchain.pem'],
  ['of nobody', { chainProblem: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'public authority'],
  ['that is none', { problem: 'EPROTO' }, 'does not speak TLS'],
])('one %s fails', (_title, more, words) => {
  const finding = judge(seen(more));
  expect(finding).toMatchObject({ check: 'certificate', status: 'failed' });
  expect(finding.message).toContain(words);
});

test('of several the worst is told', () => {
  const turn = seen({ host: 'turn.example', port: 5349, validTo: now - DAY });
  expect(judge(seen(), turn)).toMatchObject({
    status: 'failed',
    message: expect.stringContaining('turn.example:5349'),
  });
});

test('a page that is not on this machine needs one', () => {
  expect(judge()).toMatchObject({ status: 'warning' });
});

test('HTTP/2 is said, and is no must', () => {
  expect(judgeHttp(seen({ alpn: 'h2' })).message).toContain('HTTP/2 is spoken');
  expect(judgeHttp(seen({ alpn: false }))).toMatchObject({ status: 'ok' });
});
