import { createCipheriv, createDecipheriv } from 'node:crypto';

export const ContentType = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const;

const DTLS_1_2 = 0xfefd;
const HEADER_LENGTH = 13;
const NONCE_LENGTH = 8;
const TAG_LENGTH = 16;

export interface PlainRecord {
  readonly contentType: number;
  readonly epoch: number;
  readonly body: Buffer;
}

/** The keys of AES_128_GCM for both directions. RFC 5288, section 3. */
export interface RecordKeys {
  readonly writeKey: Buffer;
  readonly readKey: Buffer;
  /** 4 bytes each: what of the nonce is not sent. */
  readonly writeSalt: Buffer;
  readonly readSalt: Buffer;
}

/** DTLS records (RFC 6347, section 4.1): in the clear in epoch 0, sealed in epoch 1. */
export class RecordLayer {
  #keys: RecordKeys | undefined;
  readonly #nextNumber = [0, 0];

  /** Of epoch 1, which may be written and read from now on. */
  set keys(keys: RecordKeys) {
    this.#keys = keys;
  }

  write({ contentType, epoch, body }: PlainRecord): Buffer {
    const number = this.#nextNumber[epoch] ?? 0;
    this.#nextNumber[epoch] = number + 1;
    const header = Buffer.alloc(HEADER_LENGTH);
    header.writeUInt8(contentType, 0);
    header.writeUInt16BE(DTLS_1_2, 1);
    header.writeUInt16BE(epoch, 3);
    header.writeUIntBE(number, 5, 6);
    const content = epoch === 0 ? body : this.#seal(header, body);
    header.writeUInt16BE(content.length, 11);
    return Buffer.concat([header, content]);
  }

  /** The records of a datagram that can be read; others are dropped, as RFC 6347 section 4.1.2.7 has it. */
  *read(datagram: Buffer): Generator<PlainRecord> {
    for (let at = 0; at + HEADER_LENGTH <= datagram.length;) {
      const header = datagram.subarray(at, at + HEADER_LENGTH);
      const end = at + HEADER_LENGTH + header.readUInt16BE(11);
      if (end > datagram.length) return;
      const epoch = header.readUInt16BE(3);
      const content = datagram.subarray(at + HEADER_LENGTH, end);
      const body = epoch === 0 ? content : epoch === 1 ? this.#open(header, content) : undefined;
      if (body) yield { contentType: header.readUInt8(0), epoch, body };
      at = end;
    }
  }

  #seal(header: Buffer, body: Buffer): Buffer {
    if (!this.#keys) throw new Error('there are no keys yet');
    const { writeKey, writeSalt } = this.#keys;
    const nonce = header.subarray(3, 11);
    const cipher = createCipheriv('aes-128-gcm', writeKey, Buffer.concat([writeSalt, nonce]));
    cipher.setAAD(additionalData(header, body.length));
    return Buffer.concat([nonce, cipher.update(body), cipher.final(), cipher.getAuthTag()]);
  }

  #open(header: Buffer, content: Buffer): Buffer | undefined {
    if (!this.#keys || content.length < NONCE_LENGTH + TAG_LENGTH) return undefined;
    const { readKey, readSalt } = this.#keys;
    const nonce = Buffer.concat([readSalt, content.subarray(0, NONCE_LENGTH)]);
    const sealed = content.subarray(NONCE_LENGTH, -TAG_LENGTH);
    const decipher = createDecipheriv('aes-128-gcm', readKey, nonce, { authTagLength: TAG_LENGTH });
    decipher.setAAD(additionalData(header, sealed.length));
    decipher.setAuthTag(content.subarray(-TAG_LENGTH));
    try {
      return Buffer.concat([decipher.update(sealed), decipher.final()]);
    } catch {
      return undefined;
    }
  }
}

/** Epoch, number, type, version and length. RFC 5246, section 6.2.3.3. */
function additionalData(header: Buffer, length: number): Buffer {
  const data = Buffer.alloc(HEADER_LENGTH);
  header.copy(data, 0, 3, 11);
  header.copy(data, 8, 0, 3);
  data.writeUInt16BE(length, 11);
  return data;
}
