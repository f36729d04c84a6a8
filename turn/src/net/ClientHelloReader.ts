/** The most that is read of a client before it is decided who takes it. Browsers send 2 KB; OpenSSL takes 128 KB. */
export const MAX_HELLO = 16_384;

const HANDSHAKE_RECORD = 22;
const RECORD_HEADER = 5;
/** The longest fragment of a record that is not encrypted (RFC 8446, section 5.1). */
const MAX_FRAGMENT = 1 << 14;
const CLIENT_HELLO = 1;
const HANDSHAKE_HEADER = 4;
const ALPN = 16;

export type Hello =
  /** More of it has to come. */
  | 'incomplete'
  /** It is no ClientHello, or a malformed or an endless one: for a TLS stack to refuse. */
  | 'none'
  /** What the client would speak, in its order of preference (RFC 7301); empty where it does not say. */
  | { protocols: readonly string[] };

/**
 * Reads the ClientHello with which a TLS connection begins (RFC 8446, section 4.1.2), however it is cut: into segments of
 * TCP, and into records of TLS. It understands no more of it than which protocols the client offers.
 */
export class ClientHelloReader {
  readonly #chunks: Buffer[] = [];
  #length = 0;
  /** As long as fewer bytes are there, nothing more can be said of them. */
  #needed = RECORD_HEADER;
  /** Where the next record begins, and what the ones before it have of the message. */
  #at = 0;
  #message: Buffer = Buffer.alloc(0);

  /** What has been read of the client. */
  get bytes(): Buffer {
    return Buffer.concat(this.#chunks, this.#length);
  }

  push(chunk: Buffer): Hello {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    // What is no TLS is not waited for.
    if (this.#chunks[0]?.[0] !== HANDSHAKE_RECORD) return 'none';
    const hello = this.#length < this.#needed ? 'incomplete' : this.#read();
    return hello === 'incomplete' && this.#length >= MAX_HELLO ? 'none' : hello;
  }

  #read(): Hello {
    const { bytes } = this;
    this.#chunks.splice(0, this.#chunks.length, bytes);
    for (;;) {
      this.#needed = this.#at + RECORD_HEADER;
      if (bytes.length < this.#needed) return 'incomplete';
      const size = bytes.readUInt16BE(this.#at + 3);
      const isHandshake = bytes[this.#at] === HANDSHAKE_RECORD && bytes[this.#at + 1] === 3;
      if (!isHandshake || size === 0 || size > MAX_FRAGMENT) return 'none';
      const start = this.#needed;
      this.#needed += size;
      if (bytes.length < this.#needed) return 'incomplete';
      this.#at = this.#needed;
      const message = Buffer.concat([this.#message, bytes.subarray(start, this.#at)]);
      this.#message = message;
      if (message[0] !== CLIENT_HELLO) return 'none';
      if (message.length < HANDSHAKE_HEADER) continue;
      const end = HANDSHAKE_HEADER + message.readUIntBE(1, 3);
      if (end > MAX_HELLO) return 'none';
      if (message.length >= end) return helloIn(message.subarray(HANDSHAKE_HEADER, end));
    }
  }
}

/** The body of a ClientHello. */
function helloIn(body: Buffer): Hello {
  try {
    // legacy_version and random are of fixed length.
    const fields = new Fields(body.subarray(2 + 32));
    fields.next(1); // legacy_session_id
    fields.next(2); // cipher_suites
    fields.next(1); // legacy_compression_methods
    // Before TLS 1.3 there may be no extensions.
    if (fields.isEmpty) return { protocols: [] };
    const extensions = new Fields(fields.next(2));
    if (!fields.isEmpty) return 'none';
    while (!extensions.isEmpty) {
      const type = extensions.number();
      const data = extensions.next(2);
      if (type === ALPN) return { protocols: protocolsIn(data) };
    }
    return { protocols: [] };
  } catch (error) {
    if (error instanceof RangeError) return 'none';
    throw error;
  }
}

function protocolsIn(extension: Buffer): string[] {
  const names = new Fields(new Fields(extension).next(2));
  const protocols: string[] = [];
  while (!names.isEmpty) protocols.push(names.next(1).toString('latin1'));
  return protocols;
}

/** Vectors as TLS writes them: their length, then as many bytes. */
class Fields {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isEmpty(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** @throws {RangeError} When there is none. */
  number(size: 1 | 2 = 2): number {
    const value = this.#bytes.readUIntBE(this.#at, size);
    this.#at += size;
    return value;
  }

  /** @throws {RangeError} When its length lies. */
  next(sizeOfLength: 1 | 2): Buffer {
    const length = this.number(sizeOfLength);
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new RangeError('a length that lies');
    const field = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return field;
  }
}
