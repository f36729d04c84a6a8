import { describe, expect, test } from 'vitest';
import { FakeClock } from '../testing/FakeClock.ts';
import { HmacPasscodes } from './HmacPasscodes.ts';
import { HmacRecordingTokens } from './HmacRecordingTokens.ts';
import { HmacResumeTokens } from './HmacResumeTokens.ts';

const secret = 'one secret of thirty-two characters!';
const hour = 3_600_000;
const id = 'AAAAAAAAAAAAAAAA';
const other = 'AAAAAAAAAAAAAAAB';

describe('a token', () => {
  const tokens = new HmacRecordingTokens(secret, new FakeClock());

  test('[LB3] names its recording, to whoever has the secret', () => {
    const token = tokens.issue(id);
    expect(tokens.open(token)).toEqual({ recordingId: id, mayChange: true });
    const later = new HmacRecordingTokens(secret, new FakeClock());
    expect(later.open(token)?.recordingId).toBe(id);
    const others = new HmacRecordingTokens('another secret, just as long', new FakeClock());
    expect(others.open(token)).toBeUndefined();
  });

  test('[LB3] of a link is for watching', () => {
    expect(tokens.open(tokens.issueLink(id))).toEqual({ recordingId: id, mayChange: false });
  });

  test.each(['issue', 'issueLink'] as const)('[LB3] cannot be changed in any part: %s', (method) => {
    const token = tokens[method](id);
    // The last character holds two bits that mean nothing.
    for (let at = 0; at < token.length - 1; at += 1) {
      const changed = token.slice(0, at) + (token[at] === 'x' ? 'y' : 'x') + token.slice(at + 1);
      expect(tokens.open(changed)).toBeUndefined();
    }
    expect(tokens.open(token.replace(id, other))).toBeUndefined();
  });

  test.each(['', '.', 'AAAA', `${id}.`, '.AAAA', `${id}.é`, '\0', 'x'.repeat(100_000)])(
    '%j is none',
    (token) => {
      expect(tokens.open(token)).toBeUndefined();
      expect(tokens.verifyTicket(id, token)).toBe(false);
    },
  );

  test('[LB3] is nothing that the secret was used for elsewhere', () => {
    const [, signature] = tokens.issue(id).split('.');
    expect(tokens.verifyTicket(id, tokens.issue(id))).toBe(false);
    expect(tokens.open(tokens.ticket(id))).toBeUndefined();
    expect(tokens.open(new HmacResumeTokens(secret).issue('recording', id))).toBeUndefined();
    expect(new HmacPasscodes(secret).seal('recording', id)).not.toBe(signature);
  });
});

describe('a ticket', () => {
  test('[LB4] opens its recording and no other one, for 12 hours', () => {
    const clock = new FakeClock();
    const tokens = new HmacRecordingTokens(secret, clock);
    const ticket = tokens.ticket(id);
    expect(tokens.verifyTicket(id, ticket)).toBe(true);
    expect(tokens.verifyTicket(other, ticket)).toBe(false);
    clock.advance(12 * hour - 1);
    expect(tokens.verifyTicket(id, ticket)).toBe(true);
    clock.advance(hour + 1);
    expect(tokens.verifyTicket(id, ticket)).toBe(false);
  });

  test('[LB4] cannot be made to last longer', () => {
    const clock = new FakeClock();
    const tokens = new HmacRecordingTokens(secret, clock);
    const [until = '', signature] = tokens.ticket(id).split('.');
    for (const forged of [
      `${Number(until) + 1}.${signature}`,
      `0${until}0.${signature}`,
      `1e99.${signature}`,
    ]) {
      expect(tokens.verifyTicket(id, forged)).toBe(false);
    }
  });

  test('[LB4] is the same one for an hour, so that browsers keep what they have loaded', () => {
    const clock = new FakeClock();
    const tokens = new HmacRecordingTokens(secret, clock);
    const seen = new Set<string>();
    for (let minute = 0; minute < 120; minute += 1) {
      seen.add(tokens.ticket(id));
      clock.advance(60_000);
    }
    expect(seen.size).toBeLessThanOrEqual(3);
  });
});
