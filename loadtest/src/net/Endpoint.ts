import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Transport } from '@parley/protocol';
import type { Clock } from '../Clock.ts';
import type { Certificate } from '../dtls/certificate.ts';
import { DtlsClient, type SrtpKeys } from '../dtls/DtlsClient.ts';
import { headerLength, isRtcp, isRtpOrRtcp } from '@parley/rtp/packet';
import type { SrtpProfile } from '../srtp/profiles.ts';
import { sessionKeys, SrtpCipher } from '../srtp/SrtpCipher.ts';
import { answerToCheck } from '../stun/binding.ts';
import { IcePath, type IceCredentials } from '../stun/IcePath.ts';

/** Enough for what comes while this process is busy for 20 ms. The system may grant less. */
const SOCKET_BUFFER = 1 << 20;

export type EndpointFailure = 'no answer to ICE' | 'DTLS' | 'consent lost' | 'socket' | 'no candidate';

/** How long the steps of a connection took, in milliseconds. */
export interface ConnectionTimes {
  readonly ice: number;
  readonly dtls: number;
}

export interface EndpointParts {
  /** The other side's end: the controlled one of ICE, and the DTLS server. */
  readonly remote: Transport;
  readonly certificate: Certificate;
  readonly clock: Clock;
  readonly profiles?: readonly SrtpProfile[];
  /** What the other side was told to make its checks with, where it is no ICE-lite. Over IPv4. */
  readonly local?: IceCredentials;
  connected(times: ConnectionTimes): void;
  /** @param packet Still sealed; it is gone once this returns. */
  rtp(packet: Buffer): void;
  /** @param compound In the clear. */
  rtcp(compound: Buffer): void;
  failed(cause: EndpointFailure, detail: string): void;
}

interface Candidate {
  readonly ip: string;
  readonly port: number;
}

interface Ciphers {
  readonly sendRtp: SrtpCipher;
  readonly sendRtcp: SrtpCipher;
  readonly receiveRtp: SrtpCipher;
  readonly receiveRtcp: SrtpCipher;
}

/** One end of a WebRTC transport on a UDP socket of its own: ICE, then DTLS, then SRTP. */
export class Endpoint {
  readonly #parts: EndpointParts;
  readonly #socket: Socket;
  readonly #ice: IcePath<Candidate>;
  readonly #dtls: DtlsClient;
  readonly #startedAt: number;
  #iceAt = 0;
  #isConnected = false;
  #candidate: Candidate | undefined;
  #ciphers: Ciphers | undefined;
  #rtcpIndex = 0;
  #closed = false;

  constructor(parts: EndpointParts) {
    this.#parts = parts;
    const { remote, clock, certificate, profiles } = parts;
    this.#startedAt = clock.now();
    const candidates = candidatesOf(remote);
    const type = isIPv6(candidates[0]?.ip ?? '') ? 'udp6' : 'udp4';
    this.#socket = createSocket({ type, recvBufferSize: SOCKET_BUFFER });
    this.#ice = new IcePath<Candidate>({
      remote: remote.iceParameters,
      candidates: candidates.filter(({ ip }) => isIPv6(ip) === (type === 'udp6')),
      clock,
      send: (bytes, candidate) => this.#send(bytes, candidate),
      connected: (candidate) => this.#reached(candidate),
      failed: () => {
        if (candidates.length === 0) this.#fail('no candidate', 'the server offers none for UDP');
        else if (this.#candidate) this.#fail('consent lost', 'no answer for 30 s');
        else this.#fail('no answer to ICE', candidates.map(({ ip, port }) => `${ip} ${port}`).join(', '));
      },
    });
    this.#dtls = new DtlsClient({
      certificate,
      fingerprints: remote.dtlsParameters.fingerprints,
      clock,
      ...(profiles && { profiles }),
      send: (datagram) => this.#send(datagram, this.#candidate),
      connected: (keys) => this.#secured(keys),
      failed: (reason) => this.#fail('DTLS', reason),
      ended: () => this.#fail('DTLS', 'the server ended it'),
    });
    this.#socket.on('message', (datagram, from) => this.#received(datagram, from));
    this.#socket.on('error', (error) => this.#fail('socket', error.message));
    this.#socket.bind(() => {
      if (!this.#closed) this.#ice.start();
    });
  }

  /** Whether packets can be sent. */
  get connected(): boolean {
    return this.#ciphers !== undefined;
  }

  /** Milliseconds, as the checks of ICE measure it. */
  get roundTrip(): number | undefined {
    return this.#ice.roundTrip;
  }

  /** Of its socket; undefined before it has one and after it was closed. */
  get localPort(): number | undefined {
    return this.#closed || !this.#isConnected ? undefined : this.#socket.address().port;
  }

  sendRtp(header: Buffer, payload: Buffer, rollOver: number): void {
    if (!this.#ciphers) return;
    this.#transmit([header, ...this.#ciphers.sendRtp.sealRtp(header, payload, rollOver)]);
  }

  sendRtcp(compound: Buffer): void {
    if (!this.#ciphers) return;
    this.#transmit(this.#ciphers.sendRtcp.sealRtcp(compound, this.#rtcpIndex));
    this.#rtcpIndex += 1;
  }

  /** The payload of a packet that came; undefined: it was not sealed by the other side. */
  open(packet: Buffer, rollOver: number): Buffer | undefined {
    return this.#ciphers?.receiveRtp.openRtp(packet, headerLength(packet), rollOver);
  }

  close(): void {
    if (this.#closed) return;
    this.#dtls.close();
    this.#closed = true;
    this.#ciphers = undefined;
    this.#ice.close();
    this.#socket.close();
  }

  #received(datagram: Buffer, from: RemoteInfo): void {
    if (this.#closed) return;
    if (isRtpOrRtcp(datagram)) {
      if (!this.#ciphers) return;
      if (!isRtcp(datagram)) return this.#parts.rtp(datagram);
      const compound = this.#ciphers.receiveRtcp.openRtcp(datagram);
      if (compound) this.#parts.rtcp(compound);
      return;
    }
    // RFC 7983, section 7.
    const first = datagram[0] ?? 255;
    if (first < 4) this.#checked(datagram, { ip: from.address, port: from.port });
    else if (first >= 20 && first < 64) this.#dtls.received(datagram);
  }

  #checked(message: Buffer, from: Candidate): void {
    const { local } = this.#parts;
    const answer = local && answerToCheck(message, from, local.password);
    if (answer) this.#send(answer, from);
    else this.#ice.received(message);
  }

  #reached(candidate: Candidate): void {
    this.#candidate = candidate;
    this.#iceAt = this.#parts.clock.now();
    this.#socket.connect(candidate.port, candidate.ip, () => {
      if (this.#closed) return;
      this.#isConnected = true;
      this.#dtls.start();
    });
  }

  #secured({ profile, local, remote }: SrtpKeys): void {
    this.#ciphers = {
      sendRtp: new SrtpCipher(sessionKeys(profile, local, 'rtp')),
      sendRtcp: new SrtpCipher(sessionKeys(profile, local, 'rtcp')),
      receiveRtp: new SrtpCipher(sessionKeys(profile, remote, 'rtp')),
      receiveRtcp: new SrtpCipher(sessionKeys(profile, remote, 'rtcp')),
    };
    const now = this.#parts.clock.now();
    this.#parts.connected({ ice: this.#iceAt - this.#startedAt, dtls: now - this.#iceAt });
  }

  #send(datagram: Buffer, candidate: Candidate | undefined): void {
    if (this.#closed) return;
    if (this.#isConnected) this.#transmit(datagram);
    // Between the choice of a candidate and the socket's being connected to it, its address is not given any more.
    else if (candidate && this.#candidate === undefined) {
      this.#socket.send(datagram, candidate.port, candidate.ip, ignoreError);
    }
  }

  #transmit(datagram: Buffer | Buffer[]): void {
    if (!this.#closed) this.#socket.send(datagram, ignoreError);
  }

  #fail(cause: EndpointFailure, detail: string): void {
    if (this.#closed) return;
    this.close();
    this.#parts.failed(cause, detail);
  }
}

/** A datagram that could not be sent is lost, as others are on their way. */
function ignoreError(): void {}

/** The best first. RFC 8445, section 6.1.2.3. */
function candidatesOf({ iceCandidates }: Transport): Candidate[] {
  return iceCandidates
    .filter(({ protocol }) => protocol === 'udp')
    .toSorted((a, b) => b.priority - a.priority)
    .map(({ address, port }) => ({ ip: address, port }));
}
