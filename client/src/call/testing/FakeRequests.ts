import type { Method } from '@parley/protocol';
import type { MediaSignals } from '../MediaSignals.ts';
import { SignalingError } from '../SignalingError.ts';
import { turns } from './turns.ts';

interface Asked {
  readonly method: Method;
  readonly data: unknown;
  resolve(result: unknown): void;
  reject(error: SignalingError): void;
}

/** Requests that wait for what a test answers, the oldest first. */
export class FakeRequests {
  readonly asked: Asked[] = [];
  readonly #waiting: Asked[] = [];

  readonly request: MediaSignals['request'] = (method, data) =>
    new Promise((resolve, reject) => {
      const asked = { method, data, resolve, reject };
      this.asked.push(asked);
      this.#waiting.push(asked);
    });

  get methods(): Method[] {
    return this.asked.map(({ method }) => method);
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** What was asked for by the oldest that waits. */
  get next(): Asked {
    const [oldest] = this.#waiting;
    if (!oldest) throw new Error('nothing was asked');
    return oldest;
  }

  async answer(result: unknown = {}): Promise<void> {
    this.next.resolve(result);
    this.#waiting.shift();
    await turns();
  }

  async refuse(code: SignalingError['code']): Promise<void> {
    this.next.reject(new SignalingError(code, ''));
    this.#waiting.shift();
    await turns();
  }
}
