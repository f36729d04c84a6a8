import { WorkerClosedError } from 'mediasoup/errors';
import { CallError } from '../call/CallError.ts';
import { requestWhileOpen } from './mediaErrors.ts';

export type FakeRequest =
  | 'createRouter'
  | 'createTransport'
  | 'createTap'
  | 'connectTap'
  | 'consumeTap'
  | 'produce'
  | 'consume'
  | 'restartIce'
  | 'bandwidth'
  | 'readTransport'
  | 'readProducer'
  | 'pauseProducer'
  | 'resumeProducer'
  | 'pauseConsumer'
  | 'resumeConsumer'
  | 'setLayers'
  | 'setPriority';

/** Holds back one request. */
export interface Gate {
  /** Whether the request has come and waits. */
  readonly reached: boolean;
  release(): void;
}

interface Plan {
  request: FakeRequest;
  /** Rejects to make the request fail; pending as long as it is held. */
  follow: () => Promise<void>;
}

/** Answers the requests of a fake SFU, in the way that a test has planned. */
export class FakeWorker {
  #plans: Plan[] = [];
  #held: (() => void)[] = [];
  readonly #counts = new Map<string, number>();

  failNext(request: FakeRequest, error: Error = new CallError('media_unavailable', 'as planned')): void {
    this.#plans.push({ request, follow: () => Promise.reject(error) });
  }

  holdNext(request: FakeRequest): Gate {
    const { promise, resolve } = Promise.withResolvers<void>();
    const gate = { reached: false, release: resolve };
    const follow = (): Promise<void> => {
      gate.reached = true;
      this.#held.push(resolve);
      return promise;
    };
    this.#plans.push({ request, follow });
    return gate;
  }

  releaseAll(): void {
    for (const release of this.#held.splice(0)) release();
  }

  /**
   * What was planned for the request happens first; then it is done, if its owner still lives.
   * @throws {CallError} `media_unavailable` when it does not.
   */
  async request<T>(request: FakeRequest, owner: { readonly closed: boolean }, act: () => T): Promise<T> {
    return requestWhileOpen(owner, async () => {
      const plan = this.#plans.find((candidate) => candidate.request === request);
      this.#plans = this.#plans.filter((candidate) => candidate !== plan);
      await plan?.follow();
      if (owner.closed) throw new WorkerClosedError('closed while the request was held');
      return act();
    });
  }

  /** Ids that count: `transport-1`, `transport-2`… */
  nextId(noun: string): string {
    const count = (this.#counts.get(noun) ?? 0) + 1;
    this.#counts.set(noun, count);
    return `${noun}-${count}`;
  }
}
