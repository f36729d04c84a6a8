import type { Method, NotificationData, RequestData, RequestResult, ServerFrame } from '@parley/protocol';

/** What carries the frames of signaling. */
export interface TextLine {
  listen(events: LineEvents): void;
  send(text: string): void;
  close(): void;
}

export interface LineEvents {
  text(text: string): void;
  ended(reason: string): void;
}

/** Milliseconds. The server takes who is silent for longer than twice this for gone. */
const PING_INTERVAL = 4_000;

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The requests of one who is in no room. */
export class Signaling {
  readonly #line: TextLine;
  readonly #limit: number;
  readonly #pending = new Map<number, Pending>();
  readonly #welcome = Promise.withResolvers<NotificationData<'welcome'>>();
  readonly #heartbeat: NodeJS.Timeout;
  #nextId = 1;

  /** @param limit Milliseconds for which an answer is waited for. */
  constructor(line: TextLine, limit: number) {
    this.#line = line;
    this.#limit = limit;
    // Who does not wait for it hears of the end by what they ask.
    this.#welcome.promise.catch(() => {});
    line.listen({
      text: (text) => this.#received(JSON.parse(text) as ServerFrame),
      ended: (reason) => this.#end(new Error(reason)),
    });
    this.#heartbeat = setInterval(() => void this.request('ping', {}).catch(() => {}), PING_INTERVAL);
  }

  /** What the server says first. */
  get welcome(): Promise<NotificationData<'welcome'>> {
    return this.#inTime(this.#welcome.promise, 'nothing came');
  }

  /** @throws {Error} With the code of the server's refusal. */
  async request<M extends Method>(method: M, data: RequestData<M>): Promise<RequestResult<M>> {
    const id = this.#nextId;
    this.#nextId += 1;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#pending.set(id, { resolve, reject });
    this.#line.send(JSON.stringify({ kind: 'request', id, method, data }));
    return (await this.#inTime(promise, `no answer to ${method}`)) as RequestResult<M>;
  }

  close(): void {
    this.#end(new Error('closed'));
    this.#line.close();
  }

  #received(frame: ServerFrame): void {
    if (frame.kind === 'response') {
      const pending = this.#pending.get(frame.id);
      this.#pending.delete(frame.id);
      if (frame.ok) pending?.resolve(frame.data);
      else pending?.reject(new Error(frame.error.code));
    } else if (frame.method === 'welcome') this.#welcome.resolve(frame.data);
  }

  #end(reason: Error): void {
    clearInterval(this.#heartbeat);
    this.#welcome.reject(reason);
    for (const { reject } of this.#pending.values()) reject(reason);
    this.#pending.clear();
  }

  async #inTime<T>(promise: Promise<T>, complaint: string): Promise<T> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new Error(complaint)), this.#limit);
    try {
      return await Promise.race([promise, late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }
}
