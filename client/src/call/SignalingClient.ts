import type {
  Method,
  NotificationFrame,
  RequestData,
  RequestResult,
  ResponseFrame,
  ServerFrame,
} from '@parley/protocol';
import type { Carrier, OpenCarrier } from './Carrier.ts';
import { SignalingError } from './SignalingError.ts';

export interface SignalingEvents {
  notified(notification: NotificationFrame): void;
  /** A frame came, whatever it says: the server is there. */
  heard(): void;
  /** The socket was lost. Not called after `close()`. */
  closed(code: number): void;
}

interface PendingRequest {
  resolve(result: unknown): void;
  reject(error: SignalingError): void;
}

/** The client's end of one socket: requests with their responses, and notifications. */
export class SignalingClient {
  readonly #carrier: Carrier;
  readonly #events: SignalingEvents;
  readonly #pending = new Map<number, PendingRequest>();
  #nextId = 1;
  #closed = false;

  constructor(openCarrier: OpenCarrier, events: SignalingEvents) {
    this.#events = events;
    this.#carrier = openCarrier({
      received: (text) => this.#receive(text),
      closed: (code) => {
        if (this.#closed) return;
        this.#end();
        events.closed(code);
      },
    });
  }

  /** @throws {SignalingError} with the server's code, or `disconnected`. */
  request<M extends Method>(method: M, data: RequestData<M>): Promise<RequestResult<M>> {
    if (this.#closed) {
      return Promise.reject(new SignalingError('disconnected', `${method}: the socket is closed`));
    }
    const id = this.#nextId++;
    const answer = new Promise<RequestResult<M>>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
    });
    this.#carrier.send(JSON.stringify({ kind: 'request', id, method, data }));
    return answer;
  }

  /** We decided: nothing is heard of this socket any more, however long its own closing takes. */
  close(code?: number): void {
    if (this.#closed) return;
    this.#end();
    this.#carrier.close(code);
  }

  #end(): void {
    this.#closed = true;
    for (const request of this.#pending.values()) {
      request.reject(new SignalingError('disconnected', 'the socket was closed before the answer'));
    }
    this.#pending.clear();
  }

  #receive(text: string): void {
    if (this.#closed) return;
    this.#events.heard();
    const frame = JSON.parse(text) as ServerFrame;
    // Frames of a kind that this client does not know are a newer server's business.
    if (frame.kind === 'response') this.#answer(frame);
    else if (frame.kind === 'notification') this.#events.notified(frame);
  }

  #answer(frame: ResponseFrame): void {
    const request = this.#pending.get(frame.id);
    this.#pending.delete(frame.id);
    if (frame.ok) request?.resolve(frame.data);
    else request?.reject(new SignalingError(frame.error.code, frame.error.message));
  }
}
