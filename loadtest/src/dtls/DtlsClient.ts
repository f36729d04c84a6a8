// Over 300 lines: a handshake is read in the order in which it goes.
import {
  constants,
  createECDH,
  randomBytes,
  sign,
  timingSafeEqual,
  verify,
  X509Certificate,
  type ECDH,
} from 'node:crypto';
import type { DtlsFingerprint } from '@parley/protocol';
import type { Clock } from '../Clock.ts';
import { srtpProfiles, type MasterKey, type SrtpProfile } from '../srtp/profiles.ts';
import { fingerprintOf, type Certificate } from './certificate.ts';
import { encodeHandshake, HandshakeType, Reassembly, type HandshakeMessage } from './handshake.ts';
import {
  encodeClientHello,
  P256,
  parseServerHello,
  SignatureScheme,
  u16,
  vector16,
  vector24,
  vector8,
  type ServerHello,
} from './hello.ts';
import { prf, sha256 } from './prf.ts';
import { ContentType, RecordLayer, type PlainRecord } from './RecordLayer.ts';

/** Milliseconds until a flight is sent again; doubled each time. RFC 6347 section 4.2.4 lets real-time uses be quick. */
const FIRST_TIMEOUT = 200;
const MAX_SENDS = 7;
/** Bytes of a datagram. */
const MTU = 1_200;
const closeNotify = Buffer.from([1, 0]);

/** What SRTP needs of the handshake. */
export interface SrtpKeys {
  readonly profile: SrtpProfile;
  readonly local: MasterKey;
  readonly remote: MasterKey;
}

export interface DtlsParts {
  readonly certificate: Certificate;
  /** One of the other side's certificate has to be among them. */
  readonly fingerprints: readonly DtlsFingerprint[];
  readonly clock: Clock;
  readonly profiles?: readonly SrtpProfile[];
  send(datagram: Buffer): void;
  connected(keys: SrtpKeys): void;
  failed(reason: string): void;
  /** The other side said that it ends. */
  ended(): void;
}

/** What was learned of the other side in the course of the handshake. */
interface Learned {
  hello?: ServerHello;
  certificate?: Buffer;
  publicPoint?: Buffer;
  wantsCertificate: boolean;
}

type State = 'greeting' | 'finishing' | 'connected' | 'closed';

/** The client's side of DTLS 1.2 for SRTP (RFC 6347, RFC 5764): ECDHE on P-256 with AES_128_GCM. */
export class DtlsClient {
  readonly #parts: DtlsParts;
  readonly #records = new RecordLayer();
  readonly #incoming = new Reassembly();
  readonly #random = randomBytes(32);
  readonly #learned: Learned = { wantsCertificate: false };
  #state: State = 'greeting';
  #nextSequence = 0;
  #transcript: Buffer[] = [];
  #masterSecret: Buffer = Buffer.alloc(0);
  #flight: PlainRecord[] = [];
  #cancel: (() => void) | undefined;

  constructor(parts: DtlsParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#greet(Buffer.alloc(0));
  }

  received(datagram: Buffer): void {
    for (const record of this.#records.read(datagram)) {
      if (this.#state === 'closed') return;
      if (record.contentType === ContentType.alert) this.#alerted(record);
      else if (record.contentType === ContentType.handshake) this.#handshake(record);
    }
  }

  /** Says so to the other side where it is known well enough. */
  close(): void {
    if (this.#state === 'connected') {
      this.#send([{ contentType: ContentType.alert, epoch: 1, body: closeNotify }]);
    }
    this.#end();
  }

  #end(): void {
    this.#state = 'closed';
    this.#cancel?.();
    this.#transcript = [];
  }

  #fail(reason: string): void {
    this.#end();
    this.#parts.failed(reason);
  }

  #alerted({ body, epoch }: PlainRecord): void {
    const [level, description] = body;
    if (description === 0) {
      this.#end();
      this.#parts.ended();
    } else if (level === 2 && (epoch === 1 || this.#state !== 'connected')) {
      this.#fail(`alert ${description}`);
    }
  }

  #handshake({ body, epoch }: PlainRecord): void {
    for (const message of this.#incoming.add(body)) {
      if (this.#state === 'closed') return;
      try {
        this.#take(message, epoch);
      } catch (error) {
        this.#fail(error instanceof Error ? error.message : String(error));
      }
    }
  }

  #take(message: HandshakeMessage, epoch: number): void {
    const { type, body, bytes } = message;
    if (type === HandshakeType.helloVerifyRequest) {
      this.#transcript = [];
      return this.#greet(body.subarray(3, 3 + body.readUInt8(2)));
    }
    if (type === HandshakeType.finished) return this.#finish(body, epoch);
    this.#transcript.push(bytes);
    const learned = this.#learned;
    switch (type) {
      case HandshakeType.serverHello:
        learned.hello = parseServerHello(body);
        break;
      case HandshakeType.certificate:
        learned.certificate = this.#trusted(body.subarray(6, 6 + body.readUIntBE(3, 3)));
        break;
      case HandshakeType.serverKeyExchange:
        learned.publicPoint = this.#verifiedPoint(body);
        break;
      case HandshakeType.certificateRequest:
        learned.wantsCertificate = true;
        break;
      case HandshakeType.serverHelloDone:
        this.#answer();
        break;
      default:
        throw new Error(`handshake message ${type}`);
    }
  }

  #greet(cookie: Buffer): void {
    const profiles = this.#parts.profiles ?? srtpProfiles;
    const hello = encodeClientHello({ random: this.#random, cookie, profiles });
    this.#begin([this.#message(HandshakeType.clientHello, hello)]);
  }

  #trusted(certificate: Buffer): Buffer {
    const { fingerprints } = this.#parts;
    const isKnown = fingerprints.some(
      ({ algorithm, value }) => fingerprintOf(certificate, algorithm) === value.toUpperCase(),
    );
    if (!isKnown) throw new Error('the certificate has another fingerprint');
    return certificate;
  }

  /** RFC 8422, section 5.4. */
  #verifiedPoint(body: Buffer): Buffer {
    const { hello, certificate } = this.#learned;
    if (!hello || !certificate) throw new Error('a key exchange before its certificate');
    if (body.readUInt8(0) !== 3 || body.readUInt16BE(1) !== P256) throw new Error('not on P-256');
    const end = 4 + body.readUInt8(3);
    const scheme = body.readUInt16BE(end);
    const signature = body.subarray(end + 4, end + 4 + body.readUInt16BE(end + 2));
    const signed = Buffer.concat([this.#random, hello.random, body.subarray(0, end)]);
    const key = new X509Certificate(certificate).publicKey;
    const isPss = scheme === SignatureScheme.rsaPssSha256;
    const padded = isPss ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : key;
    if (!verify('sha256', signed, padded, signature)) throw new Error('the key exchange is not signed');
    return body.subarray(4, end);
  }

  /** Certificate, key, proof of the key, and what shows that both have the same secret. */
  #answer(): void {
    const { hello, publicPoint, wantsCertificate } = this.#learned;
    if (!hello || !publicPoint) throw new Error('a hello that lacks its key exchange');
    const { certificate } = this.#parts;
    const flight: PlainRecord[] = [];
    if (wantsCertificate) {
      const chain = vector24(vector24(certificate.der));
      flight.push(this.#message(HandshakeType.certificate, chain));
    }
    const own = createECDH('prime256v1');
    flight.push(this.#message(HandshakeType.clientKeyExchange, vector8(own.generateKeys())));
    this.#deriveKeys(hello, own, publicPoint);
    if (wantsCertificate) {
      const signature = sign('sha256', Buffer.concat(this.#transcript), certificate.privateKey);
      const proof = Buffer.concat([u16(SignatureScheme.ecdsaP256Sha256), vector16(signature)]);
      flight.push(this.#message(HandshakeType.certificateVerify, proof));
    }
    flight.push({ contentType: ContentType.changeCipherSpec, epoch: 0, body: Buffer.from([1]) });
    flight.push(this.#message(HandshakeType.finished, this.#finishedBy('client'), 1));
    this.#state = 'finishing';
    this.#begin(flight);
  }

  #deriveKeys(hello: ServerHello, own: ECDH, publicPoint: Buffer): void {
    const premaster = own.computeSecret(publicPoint);
    const randoms = Buffer.concat([this.#random, hello.random]);
    // RFC 7627, section 4.
    this.#masterSecret = hello.hasExtendedMasterSecret
      ? prf(premaster, 'extended master secret', sha256(...this.#transcript), 48)
      : prf(premaster, 'master secret', randoms, 48);
    const block = prf(this.#masterSecret, 'key expansion', Buffer.concat([hello.random, this.#random]), 40);
    this.#records.keys = {
      writeKey: block.subarray(0, 16),
      readKey: block.subarray(16, 32),
      writeSalt: block.subarray(32, 36),
      readSalt: block.subarray(36, 40),
    };
  }

  #finishedBy(side: 'client' | 'server'): Buffer {
    return prf(this.#masterSecret, `${side} finished`, sha256(...this.#transcript), 12);
  }

  #finish(verifyData: Buffer, epoch: number): void {
    const { hello } = this.#learned;
    if (this.#state !== 'finishing' || !hello || epoch !== 1) throw new Error('finished too early');
    const expected = this.#finishedBy('server');
    if (verifyData.length !== expected.length || !timingSafeEqual(verifyData, expected)) {
      throw new Error('the two sides saw different handshakes');
    }
    this.#cancel?.();
    this.#flight = [];
    this.#transcript = [];
    this.#state = 'connected';
    this.#parts.connected(this.#exportKeys(hello));
  }

  /** RFC 5764, section 4.2: both keys, then both salts, the client's first. */
  #exportKeys({ profile, random }: ServerHello): SrtpKeys {
    const { keyLength: key, saltLength: salt } = profile;
    const randoms = Buffer.concat([this.#random, random]);
    const material = prf(this.#masterSecret, 'EXTRACTOR-dtls_srtp', randoms, 2 * (key + salt));
    return {
      profile,
      local: { key: material.subarray(0, key), salt: material.subarray(2 * key, 2 * key + salt) },
      remote: { key: material.subarray(key, 2 * key), salt: material.subarray(2 * key + salt) },
    };
  }

  #message(type: number, body: Buffer, epoch = 0): PlainRecord {
    const bytes = encodeHandshake(type, this.#nextSequence, body);
    this.#nextSequence += 1;
    this.#transcript.push(bytes);
    return { contentType: ContentType.handshake, epoch, body: bytes };
  }

  /** Sends a flight, and again until the other side's next one has come. */
  #begin(flight: PlainRecord[]): void {
    this.#flight = flight;
    let sends = 0;
    const send = (): void => {
      if (sends === MAX_SENDS) return this.#fail('nobody answers');
      this.#send(this.#flight);
      sends += 1;
      this.#cancel = this.#parts.clock.after(FIRST_TIMEOUT * 2 ** (sends - 1), send);
    };
    this.#cancel?.();
    send();
  }

  /** As many records in each datagram as go into it. */
  #send(records: readonly PlainRecord[]): void {
    let datagram: Buffer[] = [];
    let length = 0;
    for (const record of records) {
      const bytes = this.#records.write(record);
      if (length > 0 && length + bytes.length > MTU) {
        this.#parts.send(Buffer.concat(datagram));
        datagram = [];
        length = 0;
      }
      datagram.push(bytes);
      length += bytes.length;
    }
    if (length > 0) this.#parts.send(Buffer.concat(datagram));
  }
}
