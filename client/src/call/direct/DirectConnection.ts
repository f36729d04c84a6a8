import type { DirectCall, DirectCandidate, IceServer, SessionDescription } from '@parley/protocol';
import type { DeviceSource } from '../CallState.ts';
import type { Clock } from '../Clock.ts';
import type { MediaSignals } from '../MediaSignals.ts';
import { AudioMeter, type AudioLevels } from './AudioMeter.ts';
import { ControlChannel, type SideState } from './ControlChannel.ts';
import type { DirectFailure, DirectPath, DirectPathEvents } from './DirectPath.ts';
import type { FlowCounts } from './FlowMeter.ts';
import { Negotiation } from './Negotiation.ts';
import { PathHealth, type PathVerdict } from './PathHealth.ts';
import { flowCount, packetCounts, pathReport, type PathReport, type StatsReport } from './pathReport.ts';

/** Milliseconds that finding a path may take. Candidates of a distant relay take seconds. */
const CONNECT_PATIENCE = 15_000;
/**
 * How long a browser must go on saying that there is no path. Chromium says so as soon as none of the candidates that it
 * has can be paired, as an address of IPv4 with one of IPv6, and takes it back when others come.
 */
const FAILED_PATIENCE = 5_000;
/** Milliseconds between two signs of life, and two looks at the statistics. */
const BEAT = 300;

const sources: readonly DeviceSource[] = ['microphone', 'camera'];

export interface DirectConnectionParts {
  readonly direct: DirectCall;
  readonly iceServers: readonly IceServer[];
  readonly signals: Pick<MediaSignals, 'request'>;
  readonly clock: Clock;
  readonly events: DirectPathEvents;
}

/** One direct call in the browser: a connection, one's tracks and the other's on it, and how well it does. */
export class DirectConnection implements DirectPath {
  readonly #direct: DirectCall;
  readonly #clock: Clock;
  readonly #events: DirectPathEvents;
  readonly #connection: RTCPeerConnection;
  readonly #control: ControlChannel;
  readonly #negotiation: Negotiation;
  readonly #health = new PathHealth();
  readonly #audio = new AudioMeter();
  /** Sound and picture are played together. */
  readonly #stream = new MediaStream();
  readonly #transceivers = new Map<DeviceSource, RTCRtpTransceiver>();
  readonly #tracks = new Map<DeviceSource, MediaStreamTrack | null>();
  /** By the track's id, where the other side's tracks come. */
  readonly #receivers = new Map<string, RTCRtpReceiver>();
  #report: PathReport | undefined;
  #open = false;
  #verdict: PathVerdict = 'good';
  #failed = false;
  #closed = false;
  #cancelTimer: () => void;
  #cancelDespair: (() => void) | undefined;

  constructor({ direct, iceServers, signals, clock, events }: DirectConnectionParts) {
    this.#direct = direct;
    this.#clock = clock;
    this.#events = events;
    const connection = new RTCPeerConnection({ iceServers: [...iceServers], bundlePolicy: 'max-bundle' });
    this.#connection = connection;
    this.#control = new ControlChannel(connection.createDataChannel('control', { negotiated: true, id: 0 }), {
      opened: () => this.#opened(),
      changed: () => events.changed(),
      // The other side is gone from it.
      closed: () => this.#fail('silent'),
    });
    this.#negotiation = new Negotiation({
      directId: direct.id,
      makesOffer: direct.makesOffer,
      connection,
      signals,
      clock,
      tracks: () => this.#describeTracks(),
      offered: (tracks) => this.#takeOver(tracks),
      failed: () => this.#fail('no_path'),
    });
    connection.ontrack = () => events.changed();
    connection.oniceconnectionstatechange = () => {
      if (this.#open && connection.iceConnectionState === 'disconnected') this.restartIce();
    };
    connection.onconnectionstatechange = () => this.#connectionChanged();
    this.#cancelTimer = clock.after(CONNECT_PATIENCE, () => this.#fail('no_path'));
    if (direct.makesOffer) for (const source of sources) this.#addTransceiver(source);
  }

  get id(): string {
    return this.#direct.id;
  }

  get peerId(): string {
    return this.#direct.peerId;
  }

  get open(): boolean {
    return this.#open;
  }

  get settled(): boolean {
    return this.open && this.#connection.signalingState === 'stable';
  }

  get other(): SideState {
    return this.#control.other;
  }

  get report(): PathReport | undefined {
    return this.#report;
  }

  get levels(): AudioLevels {
    return this.#audio.levels;
  }

  send(source: DeviceSource, track: MediaStreamTrack | null): void {
    this.#tracks.set(source, track);
    // A track that has ended meanwhile is its owner's news.
    this.#transceivers
      .get(source)
      ?.sender.replaceTrack(track)
      .catch(() => undefined);
  }

  say(state: SideState): void {
    this.#control.set(state);
  }

  received(trackId: string): MediaStreamTrack | undefined {
    return this.#receivers.get(trackId)?.track;
  }

  async flows(): Promise<FlowCounts> {
    const counts = [...this.#receivers].map(
      async ([id, receiver]) => [id, flowCount(await receiver.getStats())] as const,
    );
    return new Map(await Promise.all(counts));
  }

  stats(): Promise<StatsReport> {
    return this.#connection.getStats();
  }

  takeOffer(offer: SessionDescription): void {
    this.#negotiation.takeOffer(offer);
  }

  takeAnswer(answer: SessionDescription): void {
    this.#negotiation.takeAnswer(answer);
    this.#mapReceivers(answer.tracks);
  }

  takeCandidate(candidate: DirectCandidate): void {
    this.#negotiation.takeCandidate(candidate);
  }

  retry(): void {
    this.#negotiation.retry();
  }

  restartIce(): void {
    if (!this.#closed) this.#connection.restartIce();
  }

  setIceServers(iceServers: readonly IceServer[]): void {
    try {
      const configuration = this.#connection.getConfiguration();
      this.#connection.setConfiguration({ ...configuration, iceServers: [...iceServers] });
    } catch {
      // A browser that takes none on a connection that it has.
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#open = false;
    this.#cancelTimer();
    this.#cancelDespair?.();
    this.#negotiation.close();
    this.#connection.close();
  }

  #connectionChanged(): void {
    this.#cancelDespair?.();
    if (this.#connection.connectionState !== 'failed') return;
    if (this.#open) this.#fail('silent');
    else this.#cancelDespair = this.#clock.after(FAILED_PATIENCE, () => this.#fail('no_path'));
  }

  #fail(reason: DirectFailure): void {
    if (this.#failed || this.#closed) return;
    this.#failed = true;
    this.#events.failed(reason);
  }

  #addTransceiver(source: DeviceSource): void {
    const transceiver = this.#connection.addTransceiver(source === 'camera' ? 'video' : 'audio', {
      direction: 'sendrecv',
      streams: [this.#stream],
    });
    this.#adopt(source, transceiver);
  }

  #adopt(source: DeviceSource, transceiver: RTCRtpTransceiver): void {
    this.#transceivers.set(source, transceiver);
    this.send(source, this.#tracks.get(source) ?? null);
  }

  /** Answers in the media sections of the offer. */
  #takeOver(offered: SessionDescription['tracks']): void {
    this.#mapReceivers(offered);
    for (const source of sources) {
      if (this.#transceivers.has(source)) continue;
      const transceiver = this.#transceiverOf(offered.find(({ trackId }) => trackId === source)?.mid);
      if (!transceiver) continue;
      transceiver.direction = 'sendrecv';
      transceiver.sender.setStreams(this.#stream);
      this.#adopt(source, transceiver);
    }
  }

  #mapReceivers(tracks: SessionDescription['tracks']): void {
    for (const { mid, trackId } of tracks) {
      const transceiver = this.#transceiverOf(mid);
      if (transceiver) this.#receivers.set(trackId, transceiver.receiver);
    }
    this.#events.changed();
  }

  #transceiverOf(mid: string | undefined): RTCRtpTransceiver | undefined {
    return this.#connection
      .getTransceivers()
      .find((transceiver) => mid !== undefined && transceiver.mid === mid);
  }

  #describeTracks(): SessionDescription['tracks'] {
    return [...this.#transceivers].flatMap(([trackId, { mid }]) => (mid === null ? [] : [{ mid, trackId }]));
  }

  #opened(): void {
    this.#open = true;
    this.#events.changed();
    this.#beat();
  }

  #beat(): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.after(BEAT, () => this.#beat());
    this.#control.beat();
    void this.#look();
  }

  async #look(): Promise<void> {
    const report = await this.#connection.getStats();
    if (this.#closed) return;
    const before = this.#report;
    this.#report = pathReport(report);
    const { messages } = this.#control;
    this.#judged(this.#health.take({ at: this.#clock.now(), messages, ...packetCounts(report) }));
    const levelsChanged = this.#audio.take(report);
    if (levelsChanged || before?.relayed !== this.#report?.relayed) this.#events.changed();
  }

  #judged(verdict: PathVerdict): void {
    if (verdict === this.#verdict) return;
    this.#verdict = verdict;
    if (verdict === 'silent' || verdict === 'lossy') return this.#fail(verdict);
    if (verdict !== 'good') this.#events.doubted();
    if (verdict === 'doubtful') this.restartIce();
  }
}
