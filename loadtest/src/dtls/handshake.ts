// Handshake messages (RFC 6347, section 4.2): how they are framed, cut into fragments and put together again.

export const HandshakeType = {
  clientHello: 1,
  serverHello: 2,
  helloVerifyRequest: 3,
  certificate: 11,
  serverKeyExchange: 12,
  certificateRequest: 13,
  serverHelloDone: 14,
  certificateVerify: 15,
  clientKeyExchange: 16,
  finished: 20,
} as const;

const HEADER_LENGTH = 12;
/** More than any certificate chain of a WebRTC end has. */
const MAX_LENGTH = 16_384;
const MAX_WAITING = 16;

export interface HandshakeMessage {
  readonly type: number;
  readonly body: Buffer;
  /** As it counts for the hashes over the handshake: one fragment, whatever it came in. */
  readonly bytes: Buffer;
}

export function encodeHandshake(type: number, sequence: number, body: Buffer): Buffer {
  const header = Buffer.alloc(HEADER_LENGTH);
  header.writeUInt8(type, 0);
  header.writeUIntBE(body.length, 1, 3);
  header.writeUInt16BE(sequence, 4);
  header.writeUIntBE(body.length, 9, 3);
  return Buffer.concat([header, body]);
}

interface Unfinished {
  readonly type: number;
  readonly body: Buffer;
  readonly has: Uint8Array;
  missing: number;
}

/** The other side's messages, in order, from fragments that come in any. */
export class Reassembly {
  #next = 0;
  readonly #unfinished = new Map<number, Unfinished>();

  /** @param fragments The body of a record. */
  *add(fragments: Buffer): Generator<HandshakeMessage> {
    for (let at = 0; at + HEADER_LENGTH <= fragments.length;) {
      const fragmentLength = fragments.readUIntBE(at + 9, 3);
      const end = at + HEADER_LENGTH + fragmentLength;
      if (end > fragments.length) return;
      this.#keep(fragments.subarray(at, end));
      at = end;
    }
    for (let message = this.#take(); message; message = this.#take()) yield message;
  }

  #keep(fragment: Buffer): void {
    const length = fragment.readUIntBE(1, 3);
    const sequence = fragment.readUInt16BE(4);
    const from = fragment.readUIntBE(6, 3);
    const content = fragment.subarray(HEADER_LENGTH);
    if (sequence < this.#next || sequence >= this.#next + MAX_WAITING) return;
    if (length > MAX_LENGTH || from + content.length > length) return;
    let message = this.#unfinished.get(sequence);
    if (!message) {
      const body = Buffer.alloc(length);
      message = { type: fragment.readUInt8(0), body, has: new Uint8Array(length), missing: length };
      this.#unfinished.set(sequence, message);
    }
    if (message.body.length !== length) return;
    content.copy(message.body, from);
    for (let at = from; at < from + content.length; at += 1) {
      if (message.has[at] === 0) message.missing -= 1;
      message.has[at] = 1;
    }
  }

  #take(): HandshakeMessage | undefined {
    const sequence = this.#next;
    const message = this.#unfinished.get(sequence);
    if (!message || message.missing > 0) return undefined;
    this.#unfinished.delete(sequence);
    this.#next += 1;
    const { type, body } = message;
    return { type, body, bytes: encodeHandshake(type, sequence, body) };
  }
}
