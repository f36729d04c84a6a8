// Over 300 lines: what the domain asks of the outside is read in one piece.
// What the domain needs from outside, as it wants to see it. Adapters implement these; nothing here knows how.
import type {
  CloseReason,
  DtlsFingerprint,
  IceServers,
  MediaKind,
  NetworkPath,
  NotificationData,
  NotificationMethod,
  Permission,
  Role,
  RtpCapabilities,
  RtpParameters,
  TrackSource,
  Transport,
  VideoCodec,
} from '@parley/protocol';

/**
 * A media server that forwards packets. The words are mediasoup's and mean what they mean there: an SfuRouter
 * is one room's Router, on however many workers; transports, producers and consumers live and die with it.
 */
export interface Sfu {
  /** The same for every router: a client loads its device from these before it joins. */
  readonly routerRtpCapabilities: RtpCapabilities;
  /** Whether a worker runs. */
  readonly running: boolean;
  /**
   * A router, on the least loaded worker first.
   * @throws {CallError} `media_unavailable` while no worker runs.
   */
  createRouter(events: RouterEvents): Promise<SfuRouter>;
  /** Ends every worker. Idempotent. */
  close(): Promise<void>;
}

export interface RouterEvents {
  /** A worker that it was on died, and everything of this router with it. Never called after `close()`. */
  died(): void;
  /** Who speaks, loudest first, by the id of the audio producer; volume in dBov. Empty: silence. */
  speakers(levels: readonly { producerId: string; volume: number }[]): void;
}

export interface SfuRouter {
  /**
   * A transport that waits for the client's DTLS handshake, bound to the fingerprints of its certificate.
   * @throws {CallError} `media_unavailable` when a worker is gone.
   */
  createTransport(options: { fingerprints: readonly DtlsFingerprint[] }): Promise<SfuTransport>;
  /**
   * A way out for another process on this machine, as plain RTP.
   * @throws {CallError} `media_unavailable` when a worker is gone.
   */
  createTap(): Promise<SfuTap>;
  canConsume(producerId: string, rtpCapabilities: RtpCapabilities): boolean;
  /** We decided: closes everything of it. Idempotent. */
  close(): void;
}

export interface SfuTransport {
  /** What the client needs to make its end. */
  readonly parameters: Transport;
  /** @throws {CallError} `unsupported_media` for parameters that cannot be received. */
  produce(options: {
    kind: MediaKind;
    rtpParameters: RtpParameters;
    paused: boolean;
    /** Whether who is heard in it speaks. Without: in any sound. */
    isVoice?: boolean;
  }): Promise<SfuProducer>;
  /** @throws {CallError} `unsupported_media` for capabilities that cannot receive the producer. */
  consume(options: {
    producerId: string;
    rtpCapabilities: RtpCapabilities;
    paused: boolean;
    /** As `setLayers()`. Without: the best there are. */
    layers?: Layers;
  }): Promise<SfuConsumer>;
  /** Bits a second that the client's line is thought to take. Infinite where nothing is known. */
  bandwidth(): Promise<number>;
  /** How it does now. @throws {CallError} `media_unavailable` */
  reading(): Promise<TransportReading>;
  /** New credentials for the client to connect with again. */
  restartIce(): Promise<Transport['iceParameters']>;
  close(): void;
}

/** How a transport does. Bit rates are bits a second. */
export interface TransportReading {
  /** Undefined while the client has not connected. */
  readonly path: NetworkPath | undefined;
  readonly bitsIn: number;
  readonly bitsOut: number;
  /** Milliseconds to the client and back, where something is sent to it. */
  readonly roundTrip: number | undefined;
  /** Of what comes and of what goes, the share that is lost, where it is known. */
  readonly lossIn: number | undefined;
  readonly lossOut: number | undefined;
}

/** A UDP port of this machine. */
export interface LocalAddress {
  readonly address: string;
  readonly port: number;
}

/** RTP and RTCP on one port, neither encrypted nor seen outside of this machine. */
export interface SfuTap {
  /** Where packets come from, and where requests for them are heard. */
  readonly local: LocalAddress;
  /** Tells where to send to. Once. */
  connect(remote: LocalAddress): Promise<void>;
  /** Paused, in every codec that there is: the best layers of a picture. */
  consume(producerId: string): Promise<SfuConsumer>;
  /** Closes its consumers. Idempotent. */
  close(): void;
}

/** Of a picture that is sent in several sizes and rates, one of each; 0 is the smallest and the lowest. */
export interface Layers {
  readonly spatial: number;
  readonly temporal: number;
}

export interface SfuProducer {
  readonly id: string;
  readonly kind: MediaKind;
  /** In how many sizes it comes: 1 for a voice. */
  readonly sizes: number;
  /** Bits a second that come. @throws {CallError} `media_unavailable` */
  bitrate(): Promise<number>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Closes its consumers too. Idempotent. */
  close(): void;
}

export interface SfuConsumer {
  readonly id: string;
  readonly kind: MediaKind;
  readonly rtpParameters: RtpParameters;
  readonly paused: boolean;
  /** Of a picture in several layers: which are forwarded now. Undefined: none. */
  readonly forwarded: Layers | undefined;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Forwards these of a picture, or less where the bandwidth does not allow them. Ignored for a voice. */
  setLayers(layers: Layers): Promise<void>;
  /** Who is served first where the bandwidth is short: 1 is last, 255 first. A voice always is. */
  setPriority(priority: number): Promise<void>;
  close(): void;
}

/** A track of somebody, as it comes by a tap. */
export interface RecordedTrack {
  /** Of the peer and its track: letters, digits, hyphens and underscores. */
  readonly trackId: string;
  readonly peerId: string;
  readonly displayName: string;
  readonly source: TrackSource;
  readonly rtpParameters: RtpParameters;
}

/** Why nothing of a track is recorded for a while. */
export type RecordingGap = 'muted' | 'away';

/** Records meetings, by a process of its own on this machine. */
export interface Recorder {
  /**
   * Begins a recording, or goes on with one of before a restart.
   * @throws {CallError} `disk_full` when there is no room for it, `recording_unavailable`
   */
  start(
    options: { recordingId: string; room: string; startedAt: number },
    events: RecordingEvents,
  ): Promise<Recording>;
}

export interface RecordingEvents {
  /** Everything is to be sent to this port: at first, and all over again when another process goes on with it. */
  listens(at: LocalAddress): void;
  /** It is over, and nobody asked for that. What there is of it is kept. */
  failed(cause: RecordingFailure): void;
}

/** `disk`: it is full; `recorder`: what writes it does not work. */
export type RecordingFailure = 'disk' | 'recorder';

/** One meeting as it is recorded. Of what it is told while no process runs only events are kept: the media is lost. */
export interface Recording {
  /** Where its packets come from. */
  connect(from: LocalAddress): void;
  addTrack(track: RecordedTrack): void;
  removeTrack(track: RecordedTrack): void;
  /** Why a track is silent; undefined: it is not any more. */
  explain(track: RecordedTrack, cause: RecordingGap | undefined): void;
  /** Something happens in the call that belongs to its record. */
  note(event: string, data: Readonly<Record<string, unknown>>): void;
  pause(): void;
  resume(): void;
  /** Resolved when its files are whole. Idempotent. */
  stop(): Promise<void>;
}

/** Where a peer is reached: its signaling session while it has one. */
export interface PeerSink {
  notify<M extends NotificationMethod>(method: M, data: NotificationData<M>): void;
  close(reason: CloseReason): void;
}

/** Time as the domain uses it: milliseconds, and things to do later. */
export interface Clock {
  now(): number;
  /** Runs `task` once after `delay` milliseconds, unless the returned function is called before. */
  after(delay: number, task: () => void): () => void;
}

/** Proofs that a client is who it was: they hold over restarts of the server. */
export interface ResumeTokens {
  issue(room: string, peerId: string): string;
  /** The peer that the token was issued to, or undefined for a token that is not ours or for another room. */
  verify(room: string, token: string): string | undefined;
}

/** What a token lets its holder be in a room. */
export interface Admission {
  readonly role: Role;
  /** In place of what they call themselves. */
  readonly displayName?: string | undefined;
  /** Who they are, for whoever made the token. */
  readonly subject?: string | undefined;
}

/** Signed elsewhere, or by whoever has the operator's key: who may come into which room, and as what. */
export interface JoinTokens {
  /**
   * @param options `isBack`: they were inside when the server was restarted. That the token's time is over is nothing to them.
   * @throws {CallError} one of `tokenErrors`
   */
  admit(room: string, token: string | undefined, options?: { isBack: boolean }): Promise<Admission>;
}

/** What opens one recording to whoever has it, for as long as there is one. */
export interface RecordingTokens {
  issue(recordingId: string): string;
}

/** Passcodes of rooms. What is kept of one does not tell it. */
export interface Passcodes {
  seal(room: string, passcode: string): string;
  /** In a time that does not depend on where the two differ. */
  matches(room: string, passcode: string, sealed: string): boolean;
}

/** What makes whoever claims an id stay outside. */
export type TurnedOut = 'removed' | 'banned' | 'denied';

/**
 * What a meeting needs of its past to go on after a restart of the server as it was: who may do what, by peer id. No
 * name, no address, no message and no passcode is in it.
 */
export interface RecordingRecord {
  readonly recordingId: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly paused: boolean;
}

export interface MeetingRecord {
  readonly rules: {
    readonly allowed: readonly Permission[];
    readonly locked: boolean;
    readonly waitingRoom: boolean;
    /** As `Passcodes` keeps it. */
    readonly passcode?: string | undefined;
  };
  /** Who was inside, in the order in which they came. */
  readonly inside: readonly string[];
  /** Of those who are, or were, something else than a participant. */
  readonly roles: readonly (readonly [peerId: string, role: Role])[];
  /** Those of whom nothing is asked at the door. */
  readonly known: readonly string[];
  readonly turnedOut: readonly (readonly [peerId: string, reason: TurnedOut])[];
  /** As `Passcodes` keeps them. */
  readonly bannedNetworks: readonly string[];
  /** Ids of tracks that a host has muted and their sender has not unmuted since. */
  readonly muted: readonly (readonly [peerId: string, trackIds: readonly string[]])[];
  /** The recording that goes on when somebody is back. */
  readonly recording?: RecordingRecord | undefined;
}

/** Where records of meetings outlive the server. Those of rooms that were closed are gone. */
export interface MeetingRecords {
  /** What a server that ran before has kept last. */
  recall(room: string): MeetingRecord | undefined;
  /** Takes the place of what was kept of the room before. It is written soon, and not waited for. */
  keep(room: string, record: MeetingRecord): void;
  forget(room: string): void;
}

/** What a room is to be like that was made before anybody is in it. */
export interface RoomPlan {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly expiresAt?: number | undefined;
  /** With which it opens. Hosts may change them while somebody is inside. */
  readonly rules: MeetingRecord['rules'];
  /** In place of the server's own, for as long as it is open. */
  readonly settings: Partial<Pick<CallSettings, 'videoCodec' | 'maxPeersPerRoom' | 'recording'>>;
}

/** Rooms that were made before anybody is in them. */
export interface RoomPlans {
  /** One whose time is not over. */
  find(name: string): RoomPlan | undefined;
}

/** The STUN and TURN servers that a peer may use, with credentials of its own. */
export interface IceServerIssuer {
  /** Milliseconds after which whoever got some needs others, or undefined: they hold for good. */
  readonly renewAfter: number | undefined;
  issue(peerId: string): IceServers;
}

/** One line of the operator's log. Fields never hold the name of a person or of a room, a token or an SDP. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  child(fields: object): Log;
}

/** Voices of one room that may be forwarded at a time, whatever an operator sets. */
export const MOST_VOICES = 100;

/** What a deployment allows and hands out. */
export interface CallSettings {
  /** People in one room at most. */
  readonly maxPeersPerRoom: number;
  /**
   * Milliseconds for which two people must be left in a room before they are connected directly again. Undefined:
   * nobody is ever connected directly.
   */
  readonly directReturnDelay: number | undefined;
  /** Whether the first in a room is its host. Otherwise nobody is. */
  readonly firstIsHost: boolean;
  /** Whether who may lead is what their tokens say, and not who came first or has stayed longest. */
  readonly rolesByToken: boolean;
  /** Whether a ban is of where somebody comes from as well. */
  readonly bansNetworks: boolean;
  /** Voices of one room that are forwarded at a time: at most `MOST_VOICES`. */
  readonly voices: number;
  /** With which cameras are encoded. */
  readonly videoCodec: VideoCodec;
  /** Whether meetings are recorded: where hosts want it, always, or never. */
  readonly recording: 'hosts' | 'always' | 'never';
}

/** Everything that the domain is given. */
export interface CallDependencies {
  readonly sfu: Sfu;
  readonly clock: Clock;
  readonly log: Log;
  readonly resumeTokens: ResumeTokens;
  readonly passcodes: Passcodes;
  readonly records: MeetingRecords;
  readonly plans: RoomPlans;
  readonly iceServers: IceServerIssuer;
  /** Undefined: nothing can be recorded. */
  readonly recorder?: Recorder | undefined;
  readonly recordingTokens: RecordingTokens;
  readonly settings: CallSettings;
  /** A new id that nobody can guess. */
  readonly newId: () => string;
  /** What the log calls a room of this name. */
  readonly roomId: (name: string) => string;
}
