import {
  limits,
  PROTOCOL_VERSION,
  type Consumer,
  type Media,
  type NotificationFrame,
  type Peer,
  type RequestData,
  type RtpCapabilities,
  type View,
} from '@parley/protocol';
import { fingerprintOf } from '../dtls/certificate.ts';
import type { ConnectionTimes } from '../net/Endpoint.ts';
import { Reception } from '../net/Reception.ts';
import type { Member, MemberParts } from './Member.ts';
import { NAME_PREFIX } from './ParticipantPlan.ts';
import { chooseSending, Sending } from './Sending.ts';
import { SignalingError, SignalingSocket, type ServerAddress, type Welcome } from './SignalingSocket.ts';

/** Milliseconds in which consumers are collected before they are resumed, so that requests stay few. */
const RESUME_DELAY = 20;
const receivable = new Set(['audio/opus', 'video/vp8', 'video/h264']);

export interface ParticipantParts extends MemberParts {
  readonly server: ServerAddress;
}

/** Somebody in a room who has no browser: one socket, and up to two transports. */
export class Participant implements Member {
  readonly #parts: ParticipantParts;
  readonly #startedAt: number;
  readonly #socket: SignalingSocket;
  readonly #peers = new Map<string, Peer>();
  #capabilities: RtpCapabilities | undefined;
  #media: Media | undefined;
  #sending: Sending | undefined;
  #reception: Reception | undefined;
  #toResume: string[] = [];
  #cancelResume: (() => void) | undefined;
  #hasJoined = false;
  #hasFirstPacket = false;
  #closed = false;

  constructor(parts: ParticipantParts) {
    this.#parts = parts;
    this.#startedAt = parts.clock.now();
    this.#socket = new SignalingSocket(parts.server, {
      notified: (notification) => this.#notified(notification),
      closed: (reason) => this.#lost(reason),
    });
  }

  /**
   * Resolved when it is in the room; its media may take a little longer.
   * @throws {SignalingError}
   */
  async join(): Promise<void> {
    const { plan, clock, recorder, certificate } = this.#parts;
    const welcome = await this.#socket.welcome;
    this.#capabilities = welcome.routerRtpCapabilities;
    const snapshot = await this.#socket.request('join', {
      protocolVersion: PROTOCOL_VERSION,
      room: plan.room,
      displayName: plan.name,
      rtpCapabilities: receiveCapabilities(welcome),
      fingerprints: [{ algorithm: 'sha-256', value: fingerprintOf(certificate.der, 'sha-256') }],
      subscribe: [...plan.subscribe],
    });
    if (this.#closed) return;
    this.#hasJoined = true;
    recorder.counts.joins += 1;
    recorder.record('join', clock.now() - this.#startedAt);
    for (const peer of snapshot.peers) this.#peers.set(peer.id, peer);
    this.#enter(snapshot.media);
    this.#showEverybody();
  }

  /** Resolved when the server has heard it. */
  async leave(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#closeMedia();
    if (this.#hasJoined) {
      this.#parts.recorder.counts.leaves += 1;
      await this.#socket.request('leave', {}).catch(() => undefined);
    }
    this.#socket.close();
  }

  tick(now: number): void {
    this.#reception?.tick(now);
    this.#sending?.transmission.tick(now);
  }

  /** How many tracks had packets since the last time this was asked. */
  sample(): number {
    return this.#reception?.sample() ?? 0;
  }

  /** Of the sockets that it receives on. */
  get localPorts(): number[] {
    return [this.#reception?.endpoint.localPort, this.#sending?.transmission.endpoint.localPort].filter(
      (port) => port !== undefined,
    );
  }

  #notified(notification: NotificationFrame): void {
    if (this.#closed) return;
    switch (notification.method) {
      case 'consumerAdded':
        this.#receive(notification.data.consumer);
        break;
      case 'consumerClosed':
        this.#reception?.remove(notification.data.consumerId);
        break;
      case 'mediaReset':
        this.#failed('the server lost its media');
        this.#closeMedia();
        this.#enter(notification.data.media);
        break;
      case 'trackDemand':
        this.#sending?.setDemand(notification.data.sizes);
        break;
      case 'peerJoined':
        this.#peers.set(notification.data.peer.id, notification.data.peer);
        break;
      case 'peerLeft':
        this.#peers.delete(notification.data.peerId);
        break;
      case 'trackAdded': {
        const peer = this.#peers.get(notification.data.peerId);
        if (peer) this.#peers.set(peer.id, { ...peer, tracks: [...peer.tracks, notification.data.track] });
        this.#showEverybody();
        break;
      }
      default:
      // Nothing that a participant without a screen has to do anything about.
    }
  }

  #enter(media: Media): void {
    this.#media = media;
    for (const consumer of media.consumers) this.#receive(consumer);
    if (this.#parts.plan.audio || this.#parts.plan.video) this.#send(media);
    for (const { sizes } of media.demands) this.#sending?.setDemand(sizes);
  }

  #receive(consumer: Consumer): void {
    const { certificate, clock, recorder } = this.#parts;
    if (!this.#media) return;
    this.#reception ??= new Reception({
      remote: this.#media.receiveTransport,
      certificate,
      clock,
      recorder,
      connected: (times) => this.#connected(times),
      started: () => {
        // After a reset it starts once more, and that is not the time that a person waits.
        if (!this.#hasFirstPacket) recorder.record('firstPacket', clock.now() - this.#startedAt);
        this.#hasFirstPacket = true;
      },
      failed: (cause, detail) => this.#failed(cause, detail),
    });
    const isOurs = this.#peers.get(consumer.peerId)?.displayName.startsWith(NAME_PREFIX) ?? false;
    this.#reception.add(consumer, isOurs);
    if (consumer.paused) this.#resumeSoon(consumer.id);
  }

  #resumeSoon(consumerId: string): void {
    this.#toResume.push(consumerId);
    this.#cancelResume ??= this.#parts.clock.after(RESUME_DELAY, () => {
      this.#cancelResume = undefined;
      const consumerIds = this.#toResume.splice(0, limits.consumersPerResume);
      this.#socket.request('resumeConsumers', { consumerIds }).catch(() => undefined);
      for (const rest of this.#toResume.splice(0)) this.#resumeSoon(rest);
    });
  }

  #send(media: Media): void {
    if (!this.#capabilities) return;
    const { plan } = this.#parts;
    const sending = new Sending({
      ...this.#parts,
      chosen: chooseSending(plan, this.#capabilities),
      remote: media.sendTransport,
      connected: (times) => this.#connected(times),
      failed: (cause, detail) => this.#failed(cause, detail),
    });
    for (const track of sending.tracks) this.#produce(media, track);
    this.#sending = sending;
  }

  #produce(media: Media, data: Pick<RequestData<'produce'>, 'track' | 'rtpParameters'>): void {
    this.#socket
      .request('produce', { mediaId: media.id, ...data })
      .catch((error: unknown) => this.#failed(`produce: ${codeOf(error)}`));
  }

  #showEverybody(): void {
    const { view } = this.#parts.plan;
    if (!view || !this.#hasJoined) return;
    const views: View[] = [...this.#peers.values()].flatMap(({ id, tracks }) =>
      tracks
        .filter(({ kind }) => kind === 'video')
        .map((track) => ({ peerId: id, trackId: track.id, ...view })),
    );
    this.#socket.request('setViews', { views: views.slice(0, limits.views) }).catch(() => undefined);
  }

  #connected({ ice, dtls }: ConnectionTimes): void {
    this.#parts.recorder.record('ice', ice);
    this.#parts.recorder.record('dtls', dtls);
  }

  #failed(cause: string, detail?: string): void {
    if (!this.#closed) this.#parts.recorder.failed(detail === undefined ? cause : `${cause} (${detail})`);
  }

  #lost(reason: string): void {
    if (this.#closed) return;
    // A join that fails is told by what `join()` throws.
    if (this.#hasJoined) this.#failed(`signaling: ${reason}`);
    this.#closed = true;
    this.#closeMedia();
  }

  #closeMedia(): void {
    this.#cancelResume?.();
    this.#cancelResume = undefined;
    this.#toResume = [];
    this.#sending?.close();
    this.#sending = undefined;
    this.#reception?.close();
    this.#reception = undefined;
  }
}

export function codeOf(error: unknown): string {
  if (error instanceof SignalingError) return error.code === 'disconnected' ? error.message : error.code;
  return error instanceof Error ? error.message : String(error);
}

/** What of the server's codecs is received here. */
function receiveCapabilities({
  routerRtpCapabilities: { codecs, headerExtensions },
}: Welcome): RtpCapabilities {
  const kept = codecs.filter(({ mimeType }) => receivable.has(mimeType.toLowerCase()));
  const types = new Set(kept.map(({ preferredPayloadType }) => preferredPayloadType));
  const rtx = codecs.filter(({ parameters }) => types.has(Number(parameters?.['apt'])));
  return { codecs: [...kept, ...rtx], headerExtensions };
}
