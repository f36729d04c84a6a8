// Over 300 lines: which way is meant, played and told of change one another at each step.
import type {
  DirectCall,
  IceServer,
  NotificationFrame,
  RequestData,
  Snapshot,
  TrackSource,
} from '@parley/protocol';
import { isDevice, type DeviceSource } from './CallState.ts';
import type { MediaPath } from './MediaPath.ts';
import type { Clock } from './Clock.ts';
import type { DirectFailure, DirectPath, DirectPathEvents } from './direct/DirectPath.ts';
import { FlowComparison } from './direct/FlowComparison.ts';
import type { FlowCounts } from './direct/FlowMeter.ts';
import type { StatsReport } from './direct/pathReport.ts';
import type { MediaSession } from './MediaSession.ts';
import type { MediaSignals } from './MediaSignals.ts';
import { SentByOthers } from './SentByOthers.ts';
import type { TrackWish } from './TrackWish.ts';

/** Milliseconds between two looks at the ways, while one is to take over from the other and otherwise. */
const CHANGING = 100;
const STEADY = 1_000;
/** How long an open direct path may take until everything comes on it. */
const TAKEOVER_PATIENCE = 15_000;
/** How long the screen and the speaker may take to have changed over; until then the other way goes on. */
const LINGER = 1_000;
/** How long what comes directly may be played after the server has ended it, whatever does not come by the server yet. */
const LEAVE_PATIENCE = 5_000;
/** How long a direct path that has failed is kept for the other side, which may still hear something. */
const AFTERLIFE = 10_000;

export interface CallMediaParts {
  readonly server: MediaSession;
  readonly signals: MediaSignals;
  readonly clock: Clock;
  connect(direct: DirectCall, iceServers: readonly IceServer[], events: DirectPathEvents): DirectPath;
}

/**
 * The media of a call, whichever way it goes: over the server, or directly between two people. Who receives decides
 * what is played: the other way takes over once everything that came on this one comes on that one too (make before
 * break). Who sends goes by it: the server gets no media while the other side plays what comes directly. A shared
 * screen always goes over the server: it is there at once, without a negotiation that could fail, and a still one
 * sends too little to compare two ways by.
 */
export class CallMedia {
  readonly server: MediaSession;
  readonly #parts: CallMediaParts;
  /** Of what a direct path carries. */
  readonly #wishes = new Map<DeviceSource, TrackWish>();
  #iceServers: readonly IceServer[] = [];
  /** What both sides mean to use, as soon as it is open. */
  #direct: DirectPath | undefined;
  #openSince: number | undefined;
  /** When the last direct path ended. */
  #endedAt = 0;
  readonly #sent = new SentByOthers();
  /** On the way out, but perhaps still played on one of the two sides. */
  readonly #ending = new Set<DirectPath>();
  /** Where what is played comes from. Undefined: the server. */
  #played: DirectPath | undefined;
  /** What the other side is told that is played. */
  #told: DirectPath | undefined;
  #cancelTelling: (() => void) | undefined;
  readonly #comparison = new FlowComparison();
  #serverPath: (MediaPath & { way: 'server' | 'relayed' }) | undefined;
  /** Whether a peer's picture is on the screen. */
  #watches: (peerId: string) => boolean = () => true;
  #looking = false;
  #cancelLook: (() => void) | undefined;
  #closed = false;

  constructor(parts: CallMediaParts) {
    this.#parts = parts;
    this.server = parts.server;
  }

  /** False while the way of what is played is broken. */
  get connected(): boolean {
    return this.#played !== undefined || this.server.connected;
  }

  /** How the media goes now. Undefined until that is known. */
  get path(): MediaPath | undefined {
    if (!this.#played) return this.#serverPath;
    const { report } = this.#played;
    return report && { way: report.relayed ? 'relayed' : 'direct', roundTrip: report.roundTrip };
  }

  /** The way of shared screens, where it is another one. */
  get screenWay(): 'server' | 'relayed' | undefined {
    return this.#played && (this.#serverPath?.way ?? 'server');
  }

  received(peerId: string, trackId: string): MediaStreamTrack | undefined {
    if (this.#played?.peerId === peerId && isDevice(trackId)) {
      // What a host has muted may still come: the other side may be one that does not obey.
      const isEnding = this.#played !== this.#direct;
      return isEnding && !this.#sent.has(peerId, trackId) ? undefined : this.#played.received(trackId);
    }
    return this.server.received(peerId, trackId);
  }

  /** dBov by peer id of who speaks, where the server does not hear it. */
  speakers(selfId: string): ReadonlyMap<string, number> | undefined {
    if (!this.#played) return undefined;
    const { peerId, levels } = this.#played;
    const known = [
      [selfId, levels.own],
      [peerId, levels.other],
    ] as const;
    return new Map(known.flatMap(([id, level]) => (level === undefined ? [] : [[id, level]])));
  }

  /**
   * What the browser knows of the connections that are in use, the one of the voices first. Rejects where they are
   * closed meanwhile.
   *
   * @param screens Whether any are shared.
   */
  async stats({ screens }: { screens: boolean }): Promise<StatsReport[]> {
    if (!this.#played) return this.server.stats();
    const [direct, server] = await Promise.all([this.#played.stats(), screens ? this.server.stats() : []]);
    return [direct, ...server];
  }

  /** What a `join` says of what this side still has. */
  get kept(): Pick<NonNullable<RequestData<'join'>['resume']>, 'mediaId' | 'directId'> {
    const { mediaId } = this.server;
    const directId = this.#direct?.settled ? this.#direct.id : undefined;
    return { ...(mediaId !== undefined && { mediaId }), ...(directId !== undefined && { directId }) };
  }

  enter(snapshot: Snapshot): void {
    this.#iceServers = snapshot.iceServers.direct;
    this.#sent.enter(snapshot);
    this.server.enter(snapshot);
    this.#setDirect(snapshot.direct);
    for (const path of this.#paths) path.retry();
    this.#look();
  }

  notified(notification: NotificationFrame): void {
    this.#sent.notified(notification);
    const { method, data } = notification;
    switch (method) {
      case 'consumerAdded':
        return this.server.addConsumer(data.consumer);
      case 'consumerClosed':
        return this.server.removeConsumer(data.consumerId);
      case 'trackDemand':
        return this.server.setDemand(data);
      case 'videoCodecChanged':
        return this.server.setVideoCodec(data.videoCodec);
      case 'mediaReset':
        return this.server.reset(data.media);
      case 'iceServersChanged':
        this.#iceServers = data.iceServers.direct;
        for (const path of this.#paths) path.setIceServers(this.#iceServers);
        return this.server.renewIceServers(data.iceServers);
      case 'directChanged':
        return this.#setDirect(data.direct);
      case 'offer':
        return this.#negotiated(data.directId)?.takeOffer(data);
      case 'answer':
        return this.#negotiated(data.directId)?.takeAnswer(data);
      case 'candidate':
        return this.#negotiated(data.directId)?.takeCandidate(data);
      case 'peerLeft':
        for (const path of this.#paths) if (path.peerId === data.peerId) this.#drop(path);
        return this.#settle();
      default:
    }
  }

  send(source: TrackSource, wish: TrackWish): void {
    if (isDevice(source)) this.#wishes.set(source, wish);
    this.server.send(source, wish);
    this.#settle();
  }

  /** What is on the screen has changed. */
  setWatched(watches: (peerId: string) => boolean): void {
    this.#watches = watches;
    this.#settle();
  }

  /** The network changed: what was found of paths may not hold any more. */
  restartIce(): void {
    this.server.restartIce();
    for (const path of this.#paths) path.restartIce();
  }

  close(): void {
    this.#closed = true;
    this.#cancelLook?.();
    this.#cancelTelling?.();
    for (const path of this.#paths) path.close();
    this.server.close();
  }

  get #paths(): DirectPath[] {
    return this.#direct ? [this.#direct, ...this.#ending] : [...this.#ending];
  }

  #negotiated(directId: string): DirectPath | undefined {
    return this.#direct?.id === directId ? this.#direct : undefined;
  }

  #setDirect(direct: DirectCall | undefined): void {
    if (this.#closed || direct?.id === this.#direct?.id) return;
    if (this.#direct) {
      this.#ending.add(this.#direct);
      this.#endedAt = this.#parts.clock.now();
    }
    this.#direct = undefined;
    this.#openSince = undefined;
    if (direct) {
      const path = this.#parts.connect(direct, this.#iceServers, {
        changed: () => this.#settle(),
        doubted: () => this.#parts.signals.doubt(),
        failed: (reason) => this.#failed(path, reason),
      });
      this.#direct = path;
    }
    this.#settle();
  }

  #failed(path: DirectPath, reason: DirectFailure): void {
    const { clock, signals } = this.#parts;
    if (path === this.#direct) {
      this.#setDirect(undefined);
      // If nobody hears it, the next snapshot makes it good.
      signals.request('endDirect', { directId: path.id, reason }).catch(() => undefined);
    }
    clock.after(AFTERLIFE, () => {
      this.#drop(path);
      this.#settle();
    });
  }

  #drop(path: DirectPath): void {
    path.close();
    if (this.#direct === path) this.#direct = undefined;
    if (this.#played === path) this.#play(undefined);
    this.#ending.delete(path);
  }

  /** Brings everything in line with what is meant and what is played, on this side and on the other. */
  #settle(): void {
    if (this.#closed) return;
    for (const path of this.#ending) {
      if (path !== this.#played && path !== this.#told && !path.other.plays) this.#drop(path);
    }
    for (const path of this.#paths) {
      path.say({
        plays: path === this.#told,
        ending: path !== this.#direct,
        watches: this.#watches(path.peerId),
      });
      const isWanted = path === this.#direct || path.other.plays;
      for (const [source, { track, muted }] of this.#wishes) {
        const isSeen = source !== 'camera' || path.other.watches;
        path.send(source, isWanted && isSeen && !muted ? (track ?? null) : null);
      }
    }
    const { plays, ending } = this.#direct?.other ?? { plays: false, ending: false };
    this.server.setIdle(plays && !ending);
    if (this.#direct?.open && this.#openSince === undefined) {
      this.#openSince = this.#parts.clock.now();
      this.#look();
    } else if (this.#next !== this.#played) this.#lookSoon(CHANGING);
    this.#parts.signals.changed();
  }

  /** What is to be played. */
  get #next(): DirectPath | undefined {
    return this.#direct?.open ? this.#direct : undefined;
  }

  #play(path: DirectPath | undefined): void {
    this.#played = path;
    this.#comparison.begin();
    this.#cancelTelling?.();
    this.#cancelTelling = this.#parts.clock.after(LINGER, () => {
      this.#told = path;
      this.#settle();
    });
  }

  #lookSoon(delay: number): void {
    this.#cancelLook?.();
    this.#cancelLook = this.#parts.clock.after(delay, () => this.#look());
  }

  #look(): void {
    if (this.#looking || this.#closed) return;
    this.#looking = true;
    this.server.checkSizes();
    void this.#compare().finally(() => {
      this.#looking = false;
      if (!this.#closed) this.#lookSoon(this.#next === this.#played ? STEADY : CHANGING);
    });
  }

  /** Changes over if the next way carries all that the one that is played does. */
  async #compare(): Promise<void> {
    const [played, next] = [this.#played, this.#next];
    const peerId = (played ?? next)?.peerId;
    await this.#lookAtServerPath();
    if (peerId === undefined) return;
    const flows = async (path: DirectPath | undefined): Promise<FlowCounts> =>
      path ? path.flows() : new Map([...(await this.server.flows(peerId))].filter(([id]) => isDevice(id)));
    const [all, then] = await Promise.all([flows(played), next === played ? undefined : flows(next)]);
    // What is muted is not waited for.
    const isSent = ([id]: readonly [string, number]) => next !== undefined || this.#sent.has(peerId, id);
    const now: FlowCounts = new Map([...all].filter(isSent));
    if (this.#closed || played !== this.#played || next !== this.#next) return;
    const at = this.#parts.clock.now();
    const carriesAll = this.#comparison.take(at, now, { way: next, counts: then });
    if (!then) return;
    const mustLeave = !next && at - this.#endedAt > LEAVE_PATIENCE;
    if (carriesAll || mustLeave) {
      this.#play(next);
      this.#settle();
    } else if (next && this.#openSince !== undefined && at - this.#openSince > TAKEOVER_PATIENCE) {
      this.#failed(next, 'silent');
    }
  }

  async #lookAtServerPath(): Promise<void> {
    const report = await this.server.report();
    const before = this.#serverPath;
    this.#serverPath = report && { way: report.relayed ? 'relayed' : 'server', roundTrip: report.roundTrip };
    if (before?.way !== this.#serverPath?.way || before?.roundTrip !== this.#serverPath?.roundTrip) {
      this.#parts.signals.changed();
    }
  }
}
