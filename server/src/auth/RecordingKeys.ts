import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../call/ports.ts';
import { LibraryError } from '../recordings/LibraryError.ts';
import type { OpenedRecording, RecordingAccess } from '../recordings/RecordingAccess.ts';
import type { HmacRecordingTokens } from './HmacRecordingTokens.ts';
import { KeyTries } from './KeyTries.ts';

export interface RecordingKeysParts {
  /** Opens every recording. */
  readonly operatorKey: string;
  readonly tokens: HmacRecordingTokens;
  readonly clock: Clock;
}

/** The operator's key, and the tokens of those who were hosts, or got a link. */
export class RecordingKeys implements RecordingAccess {
  readonly #parts: RecordingKeysParts;
  readonly #operatorKey: Buffer;
  readonly #tries: KeyTries;

  constructor(parts: RecordingKeysParts) {
    this.#parts = parts;
    this.#operatorKey = digest(parts.operatorKey);
    this.#tries = new KeyTries(parts.clock);
  }

  async open(key: string | undefined, network: string | undefined): Promise<'all' | OpenedRecording> {
    if (this.#tries.pauseOf(network) > 0) {
      throw new LibraryError('too_many_tries', 'too many wrong keys: try again in ten minutes');
    }
    if (key === undefined)
      throw new LibraryError('unauthorized', 'this needs a key: Authorization: Bearer …');
    if (timingSafeEqual(digest(key), this.#operatorKey)) return 'all';
    const opened = this.#parts.tokens.open(key);
    if (opened) return opened;
    await this.#pass(this.#tries.wrong(network));
    throw new LibraryError('unauthorized', 'that key opens nothing here');
  }

  linkToken(recordingId: string): string {
    return this.#parts.tokens.issueLink(recordingId);
  }

  verifyTicket(recordingId: string, ticket: string): boolean {
    return this.#parts.tokens.verifyTicket(recordingId, ticket);
  }

  #pass(delay: number): Promise<void> {
    return new Promise((resolve) => {
      this.#parts.clock.after(delay, resolve);
    });
  }
}

/** Of the same length whatever was sent. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
