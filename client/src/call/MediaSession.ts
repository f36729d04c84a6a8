import type {
  Consumer,
  DtlsFingerprint,
  IceServer,
  IceServers,
  Media,
  RtpCapabilities,
  Snapshot,
  Track,
  TrackDemand,
  TrackSource,
  VideoCodec,
} from '@parley/protocol';
import type { Device, types } from 'mediasoup-client';
import { AnswerWatch } from './AnswerWatch.ts';
import type { OwnCertificate } from './certificate.ts';
import type { Clock } from './Clock.ts';
import type { FlowCounts } from './direct/FlowMeter.ts';
import { pathReport, type PathReport, type StatsReport } from './direct/pathReport.ts';
import { IncomingTracks } from './IncomingTracks.ts';
import type { MediaSignals } from './MediaSignals.ts';
import { OutgoingTrack } from './OutgoingTrack.ts';
import { PathWatch } from './PathWatch.ts';
import { reconcileTracks } from './reconcileTracks.ts';
import type { TrackWish } from './TrackWish.ts';

/** What a `join` tells of this browser's media. */
export interface JoinMedia {
  readonly rtpCapabilities: RtpCapabilities;
  readonly fingerprints: DtlsFingerprint[];
}

export interface MediaSessionParts {
  readonly signals: MediaSignals;
  readonly clock: Clock;
  /** Rejects with MissingCode where its code cannot be loaded. */
  createDevice(): Promise<Device>;
  createCertificate(): Promise<OwnCertificate>;
}

interface Loaded {
  readonly device: Device;
  readonly own: OwnCertificate;
  /** What the device was loaded with: a restarted server may offer something else. */
  readonly routerRtpCapabilities: string;
}

interface Paths {
  readonly mediaId: string;
  readonly send: types.Transport;
  readonly receive: types.Transport;
  readonly incoming: IncomingTracks;
  readonly watches: readonly PathWatch[];
  readonly answers: AnswerWatch;
}

/** The media of one call by way of the server: both transports, what goes out and what comes in. */
export class MediaSession {
  readonly #parts: MediaSessionParts;
  readonly #outgoing: Readonly<Record<TrackSource, OutgoingTrack>>;
  #certificate: Promise<OwnCertificate> | undefined;
  #loaded: Loaded | undefined;
  #paths: Paths | undefined;
  #iceServers: readonly IceServer[] = [];
  #closed = false;

  constructor(parts: MediaSessionParts) {
    this.#parts = parts;
    this.#outgoing = {
      microphone: new OutgoingTrack('microphone', parts.signals),
      camera: new OutgoingTrack('camera', parts.signals),
      screen: new OutgoingTrack('screen', parts.signals),
      screenSound: new OutgoingTrack('screenSound', parts.signals),
    };
  }

  /** Makes what the transports will need, while the person is still in the lobby. */
  warm(): Promise<OwnCertificate> {
    return (this.#certificate ??= this.#parts.createCertificate());
  }

  /** Rejects where the browser cannot do it. */
  async prepare(routerRtpCapabilities: RtpCapabilities): Promise<JoinMedia> {
    const offered = JSON.stringify(routerRtpCapabilities);
    if (this.#loaded?.routerRtpCapabilities !== offered) {
      const own = await this.warm();
      const device = await this.#parts.createDevice();
      await device.load({ routerRtpCapabilities: routerRtpCapabilities as types.RtpCapabilities });
      this.#loaded = { device, own, routerRtpCapabilities: offered };
    }
    const { device, own } = this.#loaded;
    return {
      rtpCapabilities: device.recvRtpCapabilities as RtpCapabilities,
      fingerprints: own.fingerprints,
    };
  }

  /** The id of the transports that could be kept over a new socket. */
  get mediaId(): string | undefined {
    return this.#paths?.mediaId;
  }

  get connected(): boolean {
    return !this.#paths?.watches.some((watch) => watch.broken);
  }

  received(peerId: string, trackId: string): MediaStreamTrack | undefined {
    return this.#paths?.incoming.find(peerId, trackId);
  }

  /** How the packets go to the server. Undefined until that is known. */
  async report(): Promise<PathReport | undefined> {
    const { send, receive } = this.#paths ?? {};
    const transport = [send, receive].find((candidate) => candidate?.connectionState === 'connected');
    // A transport that is closed meanwhile has no statistics.
    const report = await transport?.getStats().catch(() => undefined);
    return report && pathReport(report);
  }

  /** What the browser knows of both connections. Rejects where they are closed meanwhile. */
  async stats(): Promise<StatsReport[]> {
    const paths = this.#paths;
    return paths ? Promise.all([paths.send.getStats(), paths.receive.getStats()]) : [];
  }

  /** What has come of a peer's tracks. */
  async flows(peerId: string): Promise<FlowCounts> {
    return (await this.#paths?.incoming.flows(peerId)) ?? new Map<string, number>();
  }

  /** Sees to it that of the own tracks only those sizes are sent that are to be. To be called from time to time. */
  checkSizes(): void {
    for (const outgoing of Object.values(this.#outgoing)) outgoing.check();
  }

  /** Whether nothing of one's devices is to be sent for now, because it goes another way. Nobody else is told. */
  setIdle(idle: boolean): void {
    this.#outgoing.microphone.setIdle(idle);
    this.#outgoing.camera.setIdle(idle);
  }

  /** The network changed: what was found of paths may not hold any more. */
  restartIce(): void {
    for (const watch of this.#paths?.watches ?? []) watch.restart();
  }

  /** A snapshot replaces what was known, on the same transports or on new ones. */
  enter({ room, media, iceServers, self }: Snapshot): void {
    this.setVideoCodec(room.videoCodec);
    this.#iceServers = iceServers.sfu;
    this.#apply(media);
    this.#reconcile(self.tracks);
  }

  /** The server lost the transports. What it knew of one's tracks, it still knows. */
  reset(media: Media): void {
    const known = this.#own().map(({ track }) => track);
    this.#apply(media);
    this.#reconcile(known);
  }

  /** The credentials of the TURN servers are renewed. What is connected stays as it is. */
  renewIceServers({ sfu }: IceServers): void {
    this.#iceServers = sfu;
    if (this.#paths) this.#updateIceServers(this.#paths);
  }

  send(source: TrackSource, wish: TrackWish): void {
    this.#outgoing[source].set(wish);
  }

  /** In how many sizes one of one's own pictures is watched. Its id is its source. */
  setDemand({ trackId, sizes }: TrackDemand): void {
    const outgoing = Object.values(this.#outgoing).find(({ source }) => source === trackId);
    outgoing?.setDemand(sizes);
  }

  /** Not everybody can decode what cameras were sent in. */
  setVideoCodec(codec: VideoCodec): void {
    for (const outgoing of Object.values(this.#outgoing)) outgoing.setVideoCodec(codec);
  }

  addConsumer(consumer: Consumer): void {
    this.#paths?.incoming.add(consumer);
  }

  removeConsumer(consumerId: string): void {
    this.#paths?.incoming.remove(consumerId);
  }

  close(): void {
    this.#closed = true;
    this.#closePaths();
  }

  #apply(media: Media): void {
    if (this.#closed || !this.#loaded) return;
    if (this.#paths?.mediaId === media.id) {
      const { incoming, watches } = this.#paths;
      incoming.replace(media.consumers);
      this.#updateIceServers(this.#paths);
      for (const watch of watches) watch.retry();
      for (const outgoing of Object.values(this.#outgoing)) outgoing.resume();
      for (const demand of media.demands) this.setDemand(demand);
      return;
    }
    this.#closePaths();
    this.#paths = this.#open(media, this.#loaded);
    this.#paths.incoming.replace(media.consumers);
    const capabilities = this.#loaded.device.sendRtpCapabilities;
    for (const outgoing of Object.values(this.#outgoing)) {
      outgoing.attach({ mediaId: media.id, transport: this.#paths.send, capabilities });
    }
    for (const demand of media.demands) this.setDemand(demand);
    this.#parts.signals.changed();
  }

  #open(media: Media, { device, own }: Loaded): Paths {
    const { signals, clock } = this.#parts;
    const options = {
      iceServers: [...this.#iceServers] as RTCIceServer[],
      additionalSettings: { certificates: [own.certificate] },
    };
    const send = device.createSendTransport({
      ...(media.sendTransport as types.TransportOptions),
      ...options,
    });
    const receive = device.createRecvTransport({
      ...(media.receiveTransport as types.TransportOptions),
      ...options,
    });
    // The join told the fingerprints: the server's ends are connected already.
    send.on('connect', (_, done) => done());
    receive.on('connect', (_, done) => done());
    send.on('produce', ({ rtpParameters, appData }, done) => {
      const source = appData.source as TrackSource;
      this.#outgoing[source].announce(rtpParameters);
      done({ id: source });
    });
    return {
      mediaId: media.id,
      send,
      receive,
      incoming: new IncomingTracks(receive, signals),
      watches: [new PathWatch(send, signals, clock), new PathWatch(receive, signals, clock)],
      answers: new AnswerWatch(send, clock, {
        quiet: () => signals.doubt(),
        missing: () => this.restartIce(),
      }),
    };
  }

  #closePaths(): void {
    const paths = this.#paths;
    this.#paths = undefined;
    for (const outgoing of Object.values(this.#outgoing)) outgoing.attach(undefined);
    for (const watch of paths?.watches ?? []) watch.close();
    paths?.answers.close();
    paths?.send.close();
    paths?.receive.close();
  }

  /** For the next restart of ICE. A browser that cannot take new ones on a connection keeps the old ones. */
  #updateIceServers({ send, receive }: Paths): void {
    const iceServers = [...this.#iceServers] as RTCIceServer[];
    for (const transport of [send, receive]) {
      void transport.updateIceServers({ iceServers }).catch(() => undefined);
    }
  }

  #own() {
    return Object.values(this.#outgoing).flatMap(({ own }) => own ?? []);
  }

  #reconcile(known: readonly Track[]): void {
    const { signals } = this.#parts;
    for (const correction of reconcileTracks(this.#own(), known)) {
      if (correction.method === 'produce') {
        const { mediaId, track } = correction.data;
        signals
          .request('produce', correction.data)
          .catch((error: unknown) => this.#outgoing[track.source].refused(mediaId, error));
      } else if (correction.method === 'setTrackMuted') {
        signals.request('setTrackMuted', correction.data).catch(() => undefined);
      } else {
        signals.request('closeTrack', correction.data).catch(() => undefined);
      }
    }
  }
}
