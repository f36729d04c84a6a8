import { ApiError } from '../ApiError.ts';
import type { Clock } from '../call/ports.ts';
import { KeyTries } from './KeyTries.ts';
import type { OperatorKey } from './OperatorKey.ts';

/** Where keys are shown. Whoever tries several doors behind one gate has ten tries in all, and not ten at each. */
export class KeyGate {
  readonly #clock: Clock;
  readonly #tries: KeyTries;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#tries = new KeyTries(clock);
  }

  /**
   * @param network Of the client, where it can be told from others.
   * @param opens What a key opens, if anything.
   * @throws {ApiError} `unauthorized`, of a wrong key after a while; `too_many_tries`
   */
  async open<T>(
    key: string | undefined,
    network: string | undefined,
    opens: (key: string) => T | undefined,
  ): Promise<T> {
    if (this.#tries.pauseOf(network) > 0) {
      throw new ApiError('too_many_tries', 'too many wrong keys: try again in ten minutes');
    }
    if (key === undefined) throw new ApiError('unauthorized', 'this needs a key: Authorization: Bearer …');
    const opened = opens(key);
    if (opened !== undefined) return opened;
    await this.#pass(this.#tries.wrong(network));
    throw new ApiError('unauthorized', 'that key opens nothing here');
  }

  /** A door that one key opens, and nothing else. */
  doorOf(key: OperatorKey): (shown: string | undefined, network: string | undefined) => Promise<void> {
    return async (shown, network) => {
      await this.open(shown, network, (one) => key.is(one) || undefined);
    };
  }

  #pass(delay: number): Promise<void> {
    return new Promise((resolve) => {
      this.#clock.after(delay, resolve);
    });
  }
}
