import { randomBytes } from 'node:crypto';
import type { Clock } from '../Clock.ts';
import { encodeCheck, parseAnswer } from './binding.ts';

/** Milliseconds until a check that is not answered is sent again; doubled each time. RFC 8445, section 14.3. */
const FIRST_TIMEOUT = 100;
const LONGEST_TIMEOUT = 1_600;
/** Milliseconds after which nobody answers any more. */
const GIVE_UP = 10_000;
/** RFC 7675, section 5.1: consent is asked for every 5 s, give or take a fifth, and expires after 30 s. */
const CONSENT_INTERVAL = 5_000;
const CONSENT_EXPIRY = 30_000;

export interface IceCredentials {
  readonly usernameFragment: string;
  readonly password: string;
}

export interface IcePathParts<C> {
  readonly remote: IceCredentials;
  /** Where the other side may be reached, the best first. */
  readonly candidates: readonly C[];
  readonly clock: Clock;
  send(bytes: Buffer, candidate: C): void;
  /** The other side answered for the first time. */
  connected(candidate: C): void;
  failed(): void;
}

type State<C> =
  | { name: 'checking'; since: number; tries: number }
  | { name: 'connected'; candidate: C; answeredAt: number }
  | { name: 'closed' };

/** The controlling side of ICE against a peer that is ICE-lite (RFC 8445, section 2.5), and its consent (RFC 7675). */
export class IcePath<C> {
  readonly #parts: IcePathParts<C>;
  readonly #username: string;
  readonly #tieBreaker = randomBytes(8);
  #state: State<C>;
  #cancel: (() => void) | undefined;
  /** The checks that may still be answered. */
  readonly #outstanding = new Map<string, { candidate: C; sentAt: number }>();
  #roundTrip: number | undefined;

  constructor(parts: IcePathParts<C>) {
    this.#parts = parts;
    this.#username = `${parts.remote.usernameFragment}:${randomBytes(4).toString('hex')}`;
    this.#state = { name: 'checking', since: parts.clock.now(), tries: 0 };
  }

  /** Milliseconds between the last check that was answered and its answer. */
  get roundTrip(): number | undefined {
    return this.#roundTrip;
  }

  start(): void {
    this.#check();
  }

  received(bytes: Buffer): void {
    if (this.#state.name === 'closed') return;
    const answer = parseAnswer(bytes, this.#parts.remote.password);
    const id = answer?.transactionId.toString('hex') ?? '';
    const check = this.#outstanding.get(id);
    if (!answer || !check) return;
    this.#outstanding.delete(id);
    if (answer.errorCode !== undefined) return;
    const now = this.#parts.clock.now();
    this.#roundTrip = now - check.sentAt;
    if (this.#state.name === 'connected') {
      this.#state.answeredAt = now;
      return;
    }
    this.#outstanding.clear();
    this.#state = { name: 'connected', candidate: check.candidate, answeredAt: now };
    this.#askForConsentLater();
    this.#parts.connected(check.candidate);
  }

  close(): void {
    this.#state = { name: 'closed' };
    this.#cancel?.();
    this.#outstanding.clear();
  }

  #check(): void {
    const { clock, candidates } = this.#parts;
    if (this.#state.name !== 'checking') return;
    const { since, tries } = this.#state;
    const candidate = candidates[tries % candidates.length];
    if (candidate === undefined || clock.now() - since > GIVE_UP) return this.#fail();
    this.#state.tries += 1;
    this.#send(candidate);
    const round = Math.floor(tries / candidates.length);
    this.#cancel = clock.after(Math.min(FIRST_TIMEOUT * 2 ** round, LONGEST_TIMEOUT), () => this.#check());
  }

  #askForConsentLater(): void {
    this.#cancel?.();
    this.#cancel = this.#parts.clock.after(CONSENT_INTERVAL * (0.8 + 0.4 * Math.random()), () => {
      if (this.#state.name !== 'connected') return;
      const now = this.#parts.clock.now();
      if (now - this.#state.answeredAt > CONSENT_EXPIRY) return this.#fail();
      for (const [id, { sentAt }] of this.#outstanding) {
        if (now - sentAt > CONSENT_EXPIRY) this.#outstanding.delete(id);
      }
      this.#send(this.#state.candidate);
      this.#askForConsentLater();
    });
  }

  #send(candidate: C): void {
    const transactionId = randomBytes(12);
    this.#outstanding.set(transactionId.toString('hex'), { candidate, sentAt: this.#parts.clock.now() });
    const { password } = this.#parts.remote;
    const check = { transactionId, username: this.#username, password, tieBreaker: this.#tieBreaker };
    this.#parts.send(encodeCheck(check), candidate);
  }

  #fail(): void {
    this.close();
    this.#parts.failed();
  }
}
