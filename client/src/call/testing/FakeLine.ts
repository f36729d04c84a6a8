import type { NotificationFrame, TypedRequestFrame } from '@parley/protocol';
import type { CarrierEvents, OpenCarrier } from '../Carrier.ts';
import { turns } from './turns.ts';

/** The server's end of one carrier. What it says arrives when a test awaits it. */
export class FakeLine {
  readonly #events: CarrierEvents;
  /** Every request that came, in order. */
  readonly requests: TypedRequestFrame[] = [];
  closedByClient: number | undefined;

  constructor(events: CarrierEvents) {
    this.#events = events;
  }

  /** What came since `from`, by method, without the heartbeat. */
  methods(from = 0): string[] {
    return this.requests
      .slice(from)
      .map(({ method }) => method)
      .filter((method) => method !== 'ping');
  }

  last<M extends TypedRequestFrame['method']>(method: M): Extract<TypedRequestFrame, { method: M }> {
    const found = this.requests.findLast((request) => request.method === method);
    if (!found) throw new Error(`no ${method} came`);
    return found as Extract<TypedRequestFrame, { method: M }>;
  }

  async answer(id: number, data: unknown = {}): Promise<void> {
    await this.#say({ kind: 'response', id, ok: true, data });
  }

  async refuse(id: number, code: string): Promise<void> {
    await this.#say({ kind: 'response', id, ok: false, error: { code, message: '' } });
  }

  async notify<M extends NotificationFrame['method']>(
    method: M,
    data: Extract<NotificationFrame, { method: M }>['data'],
  ): Promise<void> {
    await this.#say({ kind: 'notification', method, data });
  }

  async close(code = 1006): Promise<void> {
    this.#events.closed(code);
    await turns();
  }

  async #say(frame: unknown): Promise<void> {
    this.#events.received(JSON.stringify(frame));
    await turns();
  }
}

/** Collects the lines that a client opens. */
export function fakeLines(): { open: OpenCarrier; lines: FakeLine[]; line: () => FakeLine } {
  const lines: FakeLine[] = [];
  return {
    lines,
    line: () => {
      const line = lines.at(-1);
      if (!line) throw new Error('no line was opened');
      return line;
    },
    open: (events) => {
      const line = new FakeLine(events);
      lines.push(line);
      return {
        send: (text) => void line.requests.push(JSON.parse(text) as TypedRequestFrame),
        close: (code = 1000) => (line.closedByClient = code),
      };
    },
  };
}
