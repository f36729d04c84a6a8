import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock, RecordingTokens } from '../call/ports.ts';
import type { OpenedRecording } from '../recordings/RecordingAccess.ts';

/** Milliseconds for which a ticket is good at least. */
const TICKET_LIFE = 12 * 3_600_000;
/** Tickets end on the hour: for an hour all are alike, and so are the addresses of files with them. */
const TICKET_STEP = 3_600_000;

/**
 * What opens one recording and nothing else, as HMAC-SHA256 under a secret of the server: a token of the form
 * `recordingId.signature`, for good, of a host or of whoever was given the link, and tickets of the form `expiry.signature`,
 * for addresses, which end up in logs and histories. Nothing is stored.
 */
export class HmacRecordingTokens implements RecordingTokens {
  readonly #secret: string;
  readonly #clock: Clock;

  constructor(secret: string, clock: Clock) {
    this.#secret = secret;
    this.#clock = clock;
  }

  issue(recordingId: string): string {
    return `${recordingId}.${this.#sign('token', recordingId).toString('base64url')}`;
  }

  /** For those who are only to watch. */
  issueLink(recordingId: string): string {
    return `${recordingId}.${this.#sign('link', recordingId).toString('base64url')}`;
  }

  /** What a token opens, or undefined for a token that is not ours. */
  open(token: string): OpenedRecording | undefined {
    const [, recordingId, signature] = /^([\w-]{1,64})\.([\w-]+)$/.exec(token) ?? [];
    if (recordingId === undefined || signature === undefined) return undefined;
    if (isSame(signature, this.#sign('token', recordingId))) return { recordingId, mayChange: true };
    if (isSame(signature, this.#sign('link', recordingId))) return { recordingId, mayChange: false };
    return undefined;
  }

  /** Good for 12 to 13 hours. */
  ticket(recordingId: string): string {
    const until = Math.ceil((this.#clock.now() + TICKET_LIFE) / TICKET_STEP) * (TICKET_STEP / 1000);
    return `${until}.${this.#sign('ticket', recordingId, until).toString('base64url')}`;
  }

  verifyTicket(recordingId: string, ticket: string): boolean {
    const [, seconds, signature] = /^(\d{1,12})\.([\w-]+)$/.exec(ticket) ?? [];
    if (seconds === undefined || signature === undefined) return false;
    const until = Number(seconds);
    return isSame(signature, this.#sign('ticket', recordingId, until)) && this.#clock.now() < until * 1000;
  }

  #sign(...parts: ['token' | 'link', string] | ['ticket', string, number]): Buffer {
    // No part has a line break. What else is signed with the secret has two parts, or begins with `passcode`.
    return createHmac('sha256', this.#secret)
      .update(['recording', ...parts].join('\n'))
      .digest();
  }
}

/** In a time that does not depend on where they differ. */
function isSame(given: string, expected: Buffer): boolean {
  const bytes = Buffer.from(given, 'base64url');
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}
