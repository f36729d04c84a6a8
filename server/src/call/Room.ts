// Over 300 lines: it is where the record, the media, the door and the hosts of a call meet.
import type {
  CloseReason,
  NotificationData,
  PersonState,
  RequestData,
  Role,
  RoomSummary,
  Rules,
  Snapshot,
  View,
} from '@parley/protocol';
import { timing } from '@parley/protocol';
import { CallError } from './CallError.ts';
import { Conversation } from './Conversation.ts';
import type { DirectCall } from './DirectCall.ts';
import { DirectCalls } from './DirectCalls.ts';
import { Door, type Entrance } from './Door.ts';
import { MediaLives } from './MediaLives.ts';
import { Moderation } from './Moderation.ts';
import { Peer, type PeerProfile, type ResumeClaim } from './Peer.ts';
import type { PeerMedia } from './PeerMedia.ts';
import { Peers } from './Peers.ts';
import type { CallDependencies, CallSettings, Log, PeerSink, RoomPlan } from './ports.ts';
import { RecordedEvents } from './RecordedEvents.ts';
import { RoomCodec } from './RoomCodec.ts';
import { RoomMemory, type Recalled } from './RoomMemory.ts';
import { RoomRules, type EntryRules } from './RoomRules.ts';
import { readFlows, readPerson } from './RoomReading.ts';
import { RoomRecording } from './RoomRecording.ts';
import { SentTracks } from './SentTracks.ts';

/** What there was before anybody came in. */
interface RoomOrigin {
  readonly recalled?: Recalled | undefined;
  readonly plan?: RoomPlan | undefined;
}

/** A call: the record of who is in it and what they send, and the media that is made from that record. */
export class Room {
  readonly name: string;
  /** What the log calls it. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly openedAt: number;
  /** What its hosts may ask. */
  readonly moderation: Moderation;
  readonly conversation: Conversation;
  readonly recording: RoomRecording;
  /** Who waits before it. */
  readonly door: Door;
  readonly #deps: CallDependencies;
  readonly #log: Log;
  readonly #onEmpty: () => void;
  readonly #peers = new Peers();
  readonly #direct: DirectCalls;
  readonly #media: MediaLives;
  readonly #tracks: SentTracks;
  readonly #codec: RoomCodec;
  readonly #rules: RoomRules;
  readonly #memory: RoomMemory;
  #closed = false;
  #cancelWatch = (): void => {};

  /** @param from What was kept of it, where the server was restarted during the call; and as what it was made. */
  constructor(name: string, dependencies: CallDependencies, onEmpty: () => void, from: RoomOrigin = {}) {
    const { recalled, plan } = from;
    this.name = name;
    this.#deps = dependencies;
    this.id = dependencies.roomId(name);
    this.openedAt = dependencies.clock.now();
    this.#log = dependencies.log.child({ roomId: this.id });
    this.#onEmpty = onEmpty;
    const { clock, newId, settings, passcodes, records } = dependencies;
    const before = recalled?.record;
    const changed = () => this.#memory.keep();
    this.#rules = new RoomRules(name, passcodes, before?.rules ?? plan?.rules);
    this.door = new Door({
      clock,
      newId,
      rules: this.#rules,
      before,
      sealNetwork: (network) => passcodes.seal(name, network),
      changed,
      waitingChanged: () => this.moderation.tellWaiting(),
    });
    this.#codec = new RoomCodec(settings.videoCodec);
    const record = new RecordedEvents({
      clock,
      peers: this.#peers,
      hands: () => this.conversation.hands,
      note: (event, data) => this.recording.note(event, data),
    });
    this.conversation = new Conversation({ clock, newId, peers: this.#peers, record });
    this.#media = new MediaLives({
      dependencies,
      log: this.#log,
      peers: () => this.#peers.all,
      made: () => this.recording.mediaMade(),
      heard: (peerIds) => record.heard(peerIds),
    });
    this.recording = new RoomRecording({
      room: name,
      recorder: dependencies.recorder,
      tokens: dependencies.recordingTokens,
      settings,
      clock,
      log: this.#log,
      newId,
      peers: this.#peers,
      media: this.#media,
      record,
      before: before?.recording,
      changed,
      holdMedia: () => this.holdMedia(),
    });
    this.#tracks = new SentTracks(this.#peers, this.#media, this.#rules);
    this.#direct = new DirectCalls({
      clock,
      newId,
      returnDelay: settings.directReturnDelay,
      peers: () => this.#peers.announced,
      changed: (peer) => {
        peer.tell('directChanged', this.#describeDirect(peer));
      },
    });
    this.moderation = new Moderation({
      settings,
      clock,
      door: this.door,
      peers: this.#peers,
      rules: this.#rules,
      tracks: this.#tracks,
      before,
      roleChanged: (peer) => this.recording.giveAccess(peer),
      changed,
      holdMedia: () => this.holdMedia(),
      turnOut: (peer, reason) => this.#turnOut(peer, reason),
      end: () => this.close('ended'),
    });
    const parts = () => ({
      rules: this.#rules,
      door: this.door,
      moderation: this.moderation,
      recording: this.recording,
    });
    const released = () => this.#closeIfEmpty();
    this.#memory = new RoomMemory({ room: name, records, clock, parts, released }, recalled);
    if (plan) this.#watchUse();
  }

  /** People that the others see. */
  get size(): number {
    return this.#peers.announced.length;
  }

  /** With what it was opened. */
  get settings(): CallSettings {
    return this.#deps.settings;
  }

  get rules(): Rules {
    return this.#rules.describe();
  }

  /** For who looks at the server, and not into the call. */
  async read(): Promise<RoomSummary> {
    const { announced } = this.#peers;
    const recording = this.recording.state;
    return {
      roomId: this.id,
      name: this.name,
      openedAt: this.openedAt,
      people: announced.length,
      tracks: announced.reduce((sum, peer) => sum + [...peer.tracks].length, 0),
      direct: announced.some((peer) => this.#direct.of(peer) !== undefined),
      ...(recording && { recording: recording.paused ? 'paused' : 'running' }),
      ...(await readFlows(announced.map((peer) => this.#media.now?.of(peer)))),
    };
  }

  /** The same of everybody in it. */
  async readPeople(): Promise<PersonState[]> {
    const { announced } = this.#peers;
    return Promise.all(announced.map((peer) => readPerson(peer, this.#media.now?.of(peer))));
  }

  /** What is asked of somebody new: it may be known to everybody. */
  get entry(): EntryRules {
    return this.#rules.entry;
  }

  /**
   * Lets a peer in, or back in. The answer holds everything it needs to send and receive.
   * @throws {CallError} as `Door.assertMayEnter()`; `room_full`, `media_unavailable`, `server_closing`
   */
  async join(profile: PeerProfile, sink: PeerSink, entrance: Entrance = {}): Promise<Snapshot> {
    const { claim } = entrance;
    const hasPlace = claim !== undefined && this.#peers.find(claim.peerId) !== undefined;
    if (!hasPlace) await this.door.assertMayEnter(entrance);
    if (this.#closed) throw new CallError('server_closing', 'the room is closed');
    const peer = this.#takePlace(profile, sink, claim);
    peer.network = entrance.network;
    peer.subject = entrance.admission?.subject ?? peer.subject;
    try {
      const media = await this.#media.serve(peer, claim?.mediaId);
      if (!this.#peers.has(peer) || peer.presence.state === 'absent' || peer.presence.sink !== sink) {
        throw new CallError('not_joined', 'the socket was closed or replaced meanwhile');
      }
      peer.presence = { state: 'present', sink };
      if (this.#codec.suit(peer)) this.#peers.tellAll('videoCodecChanged', { videoCodec: this.#codec.now });
      const resumed = peer.announced;
      if (resumed) {
        this.#media.now?.setAway(peer, false);
        this.#direct.returned(peer, claim?.directId);
      } else {
        peer.announced = true;
        peer.joinedAt = this.#deps.clock.now();
        this.door.remember(peer.id);
        this.moderation.entered(peer, entrance.admission?.role);
        this.#peers.tellOthers(peer, 'peerJoined', { peer: peer.describe() });
        this.recording.entered(peer);
        this.#direct.joined(peer);
        this.#log.info({ peerId: peer.id, people: this.size }, 'peer joined');
      }
      this.recording.giveAccess(peer);
      return this.#snapshot(peer, media, resumed);
    } catch (error) {
      this.disconnect(peer.id, sink);
      throw error;
    }
  }

  /** Whether somebody has their place here: they are inside, or are awaited, or were when the server was restarted. */
  placeOf(peerId: string): 'kept' | 'from_before' | undefined {
    if (this.#peers.find(peerId)) return 'kept';
    return this.moderation.wasInside(peerId) ? 'from_before' : undefined;
  }

  /** The peer's socket is gone. It keeps its place for a while, unless it never was in. */
  disconnect(peerId: string, sink: PeerSink): void {
    if (this.#closed) return;
    const peer = this.#peers.find(peerId);
    if (!peer || peer.presence.state === 'absent' || peer.presence.sink !== sink) return;
    if (!peer.announced) return this.#remove(peer);
    this.#await(peer, timing.resumeGrace);
  }

  /** The peer's page goes away, perhaps to be loaded anew. */
  stepOut(peerId: string): void {
    this.#await(this.#peers.get(peerId), timing.reloadGrace);
  }

  /** The peer goes for good. */
  leave(peerId: string): void {
    this.#remove(this.#peers.get(peerId));
  }

  /** @throws {CallError} `not_joined` */
  roleOf(peerId: string): Role {
    return this.#peers.get(peerId).role;
  }

  /** @throws {CallError} as `SentTracks.produce()` */
  async produce(peerId: string, data: RequestData<'produce'>): Promise<void> {
    await this.#tracks.produce(this.#peers.get(peerId), data);
  }

  /** @throws {CallError} `not_found`, `forbidden` */
  async setTrackMuted(peerId: string, trackId: string, muted: boolean): Promise<void> {
    await this.#tracks.setMuted(this.#peers.get(peerId), trackId, muted);
    this.moderation.tracksChanged();
  }

  /** @throws {CallError} `not_found` */
  closeTrack(peerId: string, trackId: string): void {
    this.#tracks.close(this.#peers.get(peerId), trackId);
    this.moderation.tracksChanged();
  }

  /** @throws {CallError} `not_found` for a consumer that is not the peer's own */
  async resumeConsumers(peerId: string, consumerIds: readonly string[]): Promise<void> {
    await this.#getMediaOf(peerId).resumeConsumers(consumerIds);
  }

  /** What is on the peer's screen now. */
  setViews(peerId: string, views: readonly View[]): void {
    const peer = this.#peers.get(peerId);
    peer.setViews(views);
    this.#media.now?.show(peer);
  }

  /** The peer says that it begins to speak. */
  startSpeaking(peerId: string): void {
    this.#media.now?.expectVoice(this.#peers.get(peerId));
  }

  /** @throws {CallError} `not_found` for a transport that is not the peer's own */
  async restartIce(peerId: string, transportId: string) {
    return this.#getMediaOf(peerId).restartIce(transportId);
  }

  /**
   * What the peer negotiates now with the only other one.
   * @throws {CallError} `direct_over`
   */
  directCall(peerId: string, directId: string): DirectCall {
    return this.#direct.get(this.#peers.get(peerId), directId);
  }

  /**
   * One of the two found the direct call impossible or too bad.
   * @throws {CallError} `direct_over`
   */
  endDirect(peerId: string, { directId, reason }: RequestData<'endDirect'>): void {
    this.directCall(peerId, directId);
    this.#log.info({ peerId, reason }, 'direct call failed');
    this.#direct.failed();
  }

  /** The server needs the media of this room: nobody is connected directly until the returned function is called. */
  holdMedia(): () => void {
    return this.#direct.hold();
  }

  /** Gives everybody new credentials of the TURN servers. Who is absent gets them with the next snapshot. */
  renewIceServers(): void {
    for (const peer of this.#peers.all) {
      peer.tell('iceServersChanged', { iceServers: this.#deps.iceServers.issue(peer.id) });
    }
  }

  /** Ends the call for everybody, and tells each why. Idempotent. */
  close(reason: CloseReason): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#cancelWatch();
    for (const { presence } of this.#peers.all) {
      if (presence.state === 'absent') presence.endWait();
      else presence.sink.close(reason);
    }
    this.#peers.clear();
    this.#memory.close(reason);
    this.recording.close(reason);
    this.moderation.close();
    this.door.close(reason === 'left' ? 'ended' : reason);
    this.#direct.close();
    this.#media.close();
    this.conversation.close();
    this.#onEmpty();
  }

  #takePlace(profile: PeerProfile, sink: PeerSink, claim: ResumeClaim | undefined): Peer {
    const known = claim && this.#peers.find(claim.peerId);
    if (known) {
      const before = known.presence;
      known.profile = { ...profile, displayName: known.profile.displayName };
      known.presence = { state: 'joining', sink };
      if (before.state === 'absent') before.endWait();
      else before.sink.close('replaced');
      return known;
    }
    if (this.#peers.size >= this.#deps.settings.maxPeersPerRoom) {
      throw new CallError('room_full', `${this.#peers.size} people are in the room`);
    }
    // A claim to a place that this server does not know comes from before a restart, or from too long ago.
    const peer = new Peer(claim?.peerId ?? this.#deps.newId(), profile, sink);
    this.#peers.add(peer);
    return peer;
  }

  #await(peer: Peer, grace: number): void {
    const endWait = this.#deps.clock.after(grace, () => this.#remove(peer));
    peer.presence = { state: 'absent', endWait };
    this.#media.now?.setAway(peer, true);
  }

  #turnOut(peer: Peer, reason: CloseReason): void {
    const { presence } = peer;
    this.#remove(peer, { forgotten: true });
    if (presence.state !== 'absent') presence.sink.close(reason);
  }

  #remove(peer: Peer, options = { forgotten: false }): void {
    if (!this.#peers.delete(peer)) return;
    if (peer.presence.state === 'absent') peer.presence.endWait();
    this.#media.now?.drop(peer);
    this.conversation.left(peer);
    if (peer.announced) {
      this.#peers.tellOthers(peer, 'peerLeft', { peerId: peer.id });
      this.recording.left(peer);
      this.moderation.left(peer, options);
      this.#direct.left();
      this.#log.info({ peerId: peer.id, people: this.size }, 'peer left');
    }
    this.#closeIfEmpty();
  }

  #closeIfEmpty(): void {
    if (this.#peers.size === 0 && !this.#memory.holds) this.close('left');
  }

  /** Of a room that was made: it is closed when nobody has come in for as long as wrong passcodes are remembered. */
  #watchUse(): void {
    this.#cancelWatch = this.#deps.clock.after(timing.passcodePause, () => {
      if (this.door.waiting.length === 0) this.#closeIfEmpty();
      if (!this.#closed) this.#watchUse();
    });
  }

  #snapshot(peer: Peer, media: PeerMedia, resumed: boolean): Snapshot {
    const others = this.#peers.announced.filter((other) => other !== peer);
    const { voices } = this.#deps.settings;
    return {
      room: {
        name: this.name,
        voices,
        videoCodec: this.#codec.now,
        rules: this.#rules.describe(),
        recordable: this.recording.isPossible,
      },
      resumed,
      self: peer.describe(),
      mutedByHost: [...peer.mutedByHost],
      waiting: peer.role === 'host' ? this.door.waiting : [],
      peers: others.map((other) => other.describe()),
      ...this.conversation.describe(peer),
      ...this.moderation.pin.describe(),
      media: media.announce(),
      ...(this.recording.state && { recording: this.recording.state }),
      ...this.#describeDirect(peer),
      iceServers: this.#deps.iceServers.issue(peer.id),
      resumeToken: this.#deps.resumeTokens.issue(this.name, peer.id),
    };
  }

  #describeDirect(peer: Peer): NotificationData<'directChanged'> {
    const direct = this.#direct.of(peer)?.describe(peer);
    return direct ? { direct } : {};
  }

  #getMediaOf(peerId: string): PeerMedia {
    const media = this.#media.now?.of(this.#peers.get(peerId));
    if (!media) throw new CallError('stale_media', 'the transports are being replaced');
    return media;
  }
}
