// Over 300 lines: what the screen may know and ask is read in one piece.
// What the screen can know of a call: one immutable value, replaced at each change.
import type { SoundProcessing } from './sound/SoundProcessing.ts';
import type { Chat } from './chat/ChatState.ts';
import type { Reactions } from './reactions/Reactions.ts';
import type { CallStatistics } from './statistics/CallStatistics.ts';
import type { Trouble } from './statistics/trouble.ts';
import type {
  ErrorCode,
  RequestData,
  Role,
  Rules,
  TrackSource,
  Waiting,
  NotificationData,
  RecordingState,
  TokenError,
  RecordingWish,
} from '@parley/protocol';
import type { HostMute } from './Obedience.ts';

/** Somebody in the room, oneself included. */
export interface Participant {
  readonly id: string;
  readonly displayName: string;
  readonly isSelf: boolean;
  readonly role: Role;
  /** The wish and the truth at once: no camera track, or a muted one, shows initials. */
  readonly camera: MediaTrack | undefined;
  readonly microphone: MediaTrack | undefined;
  /** What they share, as long as they do. */
  readonly screen: MediaTrack | undefined;
  readonly screenSound: MediaTrack | undefined;
  /** The place in the queue of those who have raised a hand, from 1; undefined: it is down. */
  readonly hand: number | undefined;
}

export interface MediaTrack {
  readonly id: string;
  readonly source: TrackSource;
  readonly muted: boolean;
  /** It does not come, since one's line is too narrow. */
  readonly withheld: boolean;
  /** Undefined until media can flow. The object stays the same while the picture does. */
  readonly track: MediaStreamTrack | undefined;
}

/** Where the call stands, from the page's first moment to its end. */
export type CallPhase =
  | { readonly name: 'idle' }
  | { readonly name: 'joining' }
  /** Before a door that may not open: the person stays in the lobby until it has answered. */
  | { readonly name: 'entering' }
  /** A host is to let the person in. */
  | { readonly name: 'knocking' }
  | { readonly name: 'joined' }
  /** The socket is lost; media goes on while it can. `attempt` counts from 1. */
  | { readonly name: 'reconnecting'; readonly attempt: number }
  | { readonly name: 'ended'; readonly reason: EndReason };

/** Why the person stands before the door again: it is up to them, or to the hosts, what comes next. */
export type DoorReason = 'locked' | PasscodeReason | TokenError;

export type PasscodeReason = 'passcode_required' | 'wrong_passcode' | 'too_many_tries';

export type EndReason =
  | 'left'
  | 'room_full'
  | 'replaced'
  | 'removed'
  | 'denied'
  | 'banned'
  | 'ended'
  | 'draining'
  | 'unsupported_protocol'
  | 'unsupported_browser'
  | 'refused';

/** What is at hand in the lobby already, and stays for the whole call: the rest of the sources comes and goes. */
export type DeviceSource = Extract<TrackSource, 'microphone' | 'camera'>;

/** What comes and goes. */
export type ScreenSource = Exclude<TrackSource, DeviceSource>;

/** The id of each track is its source. */
export function isDevice(source: string): source is DeviceSource {
  return source === 'microphone' || source === 'camera';
}

/** A device that was wished for and cannot be had: each has its own sentence and a way on. */
export type DeviceProblem =
  | 'refused' // The person, or the browser's settings, said no.
  | 'refused_by_system' // The operating system does not let the browser.
  | 'missing' // There is none.
  | 'busy' // Another program uses it.
  | 'unplugged' // It was there, and went away.
  | 'interrupted' // It runs and gives nothing: another program has it, or a switch on it is off.
  | 'failed'; // None of these.

export interface DeviceState {
  /** What the person wants: on (true) or off. */
  readonly wanted: boolean;
  /** The running track, or undefined while it is off, on its way, or in trouble. */
  readonly track: MediaStreamTrack | undefined;
  /** True from the wish until the browser has answered. */
  readonly pending: boolean;
  readonly problem: DeviceProblem | undefined;
  /** Another one runs until the one that is wished for is back. */
  readonly standsIn: boolean;
}

export interface DeviceChoice {
  readonly id: string;
  readonly label: string;
}

/** One's own devices: in the lobby and in the room alike. */
export interface LocalMediaState {
  readonly camera: DeviceState;
  readonly microphone: DeviceState;
  readonly cameras: readonly DeviceChoice[];
  readonly microphones: readonly DeviceChoice[];
  /** Empty where the browser cannot choose (Firefox before 116, Safari). */
  readonly speakers: readonly DeviceChoice[];
  readonly cameraId: string | undefined;
  readonly microphoneId: string | undefined;
  readonly sound: {
    readonly wished: SoundProcessing;
    /** Undefined while no microphone runs. */
    readonly actual: SoundProcessing | undefined;
  };
  /** The chosen one, while it is there. Undefined: what the system has for its sounds. */
  readonly speakerId: string | undefined;
}

export interface CallState {
  readonly phase: CallPhase;
  readonly room: string;
  /** Oneself first, then the others in the order in which they came. */
  readonly participants: readonly Participant[];
  /** False while the way of the media is broken (no packets get through). */
  readonly mediaConnected: boolean;
  /** False while the server's media ports cannot be reached, be they in use or not: a third person would need them. */
  readonly serverConnected: boolean;
  /** How the media goes. Undefined while one is alone, or it is not known yet. */
  readonly path: CallPath | undefined;
  /** Why one is in the lobby again, after one wanted to join. */
  readonly door: DoorReason | undefined;
  /** One's own. */
  readonly role: Role;
  /** Undefined before one is in. */
  readonly rules: Rules | undefined;
  /** Undefined while the call is not recorded. */
  readonly recording: RecordingState | undefined;
  /** Why the last recording ended by itself, if it did. */
  readonly recordingFailure: RecordingFailure | undefined;
  /** Whether hosts may record here. */
  readonly recordable: boolean;
  /** What a host shows large to everybody. */
  readonly pin: PinnedPicture | undefined;
  /** For a host: who waits to be let in. */
  readonly waiting: readonly Waiting[];
  /** What hosts have muted of one's own, and one has not unmuted since. */
  readonly hostMutes: readonly HostMute[];
  /** The device that one wanted to turn on last, and may not: another object each time. */
  readonly refusal: { readonly source: TrackSource } | undefined;
  /** Of what one asked as a host, how often the server would not. */
  readonly refusals: number;
  /** Why it would not do the last of that. */
  readonly refusedBecause: ErrorCode | undefined;
}

/** The way of the media. */
export interface CallPath {
  /** From browser to browser, by the SFU, or with a TURN server in between (whichever of the two it is then). */
  readonly way: 'direct' | 'server' | 'relayed';
  /** Milliseconds to the other end of it, or undefined where the browser does not know. */
  readonly roundTrip: number | undefined;
  /** The way of shared screens, while there are any and they go another one than the rest. */
  readonly screens: 'server' | 'relayed' | undefined;
}

/** Why the page cannot make calls at all, or undefined where it can. */
export type PageProblem = 'insecure_page' | 'unsupported_browser';

/** A value that can be watched, as React's useSyncExternalStore wants it. */
export interface Store<T> {
  get(): T;
  /** Calls `listener` after each change. Returns the way to stop. */
  subscribe(listener: () => void): () => void;
}

/** How loud everybody is: apart from the call's state, for it changes several times a second. */
export interface Levels {
  /** 0 (silent) to 1 (loud). Who speaks is above 0. */
  of(participantId: string): number;
  /** The greater, the later somebody spoke last; 0: not yet. */
  turnOf(participantId: string): number;
  /** Calls `listener` when a level has changed. Returns the way to stop. */
  subscribe(listener: () => void): () => void;
}

/** One's camera, microphone and speaker. Wishes are taken at once; the state corrects itself. */
export interface LocalMedia extends Store<LocalMediaState> {
  /** Asks for what is wanted. Never throws: trouble shows in the state. */
  start(): Promise<void>;
  setCamera(wanted: boolean): void;
  setMicrophone(wanted: boolean): void;
  /** Tries again after a problem. */
  retry(source: TrackSource): void;
  chooseCamera(id: string): void;
  chooseMicrophone(id: string): void;
  chooseSpeaker(id: string): void;
  processSound(change: Partial<SoundProcessing>): void;
  /** The level of one's microphone, 0 to 1, about 20 times a second while somebody watches. */
  watchLevel(listener: (level: number) => void): () => void;
  /** Releases the devices. */
  stop(): void;
}

/** What is best for a shared screen: that text is sharp, or that movement is smooth. */
export type ScreenContent = 'detail' | 'motion';

/** Why a screen is not shared. Who changed their mind has no problem. */
export type ScreenProblem = 'refused_by_system' | 'failed';

/** One's own shared screen. */
export interface ScreenState {
  /** False where the browser cannot, as on phones. */
  readonly possible: boolean;
  /** From the wish to its end, by whomever. */
  readonly wanted: boolean;
  readonly content: ScreenContent;
  /** Undefined until something has been chosen. */
  readonly picture: MediaStreamTrack | undefined;
  /** Where what is shared can be heard. */
  readonly sound: MediaStreamTrack | undefined;
  readonly problem: ScreenProblem | undefined;
}

/** The sharing of one's screen. Wishes are taken at once; the state corrects itself. */
export interface LocalScreen extends Store<ScreenState> {
  /** The browser asks what is to be shared. Only from a click. Never throws: trouble shows in the state. */
  share(): void;
  stop(): void;
  /** Also of what is being shared. */
  setContent(content: ScreenContent): void;
}

/** A picture on the screen, in device pixels. */
export interface TileView {
  readonly participantId: string;
  readonly source: 'camera' | 'screen';
  /** It is meant to be seen best. */
  readonly pinned: boolean;
  readonly width: number;
  readonly height: number;
}

/** `disk`: it is full; `recorder`: what writes it does not work. */
export type RecordingFailure = NonNullable<NotificationData<'recordingChanged'>['cause']>;

/** A picture that is to be large: of a camera, be it on or off, or of a screen. */
export type PinnedPicture = Pick<TileView, 'participantId' | 'source'>;

/** What a host may ask. It shows at once. */
export interface Hosting {
  setRole(participantId: string, role: Role): void;
  setRules(change: RequestData<'setRules'>): void;
  mute(participantId: string, source: 'microphone' | 'camera'): void;
  /** Everybody else. */
  muteAll(): void;
  /** Shows a picture large to everybody; undefined: none any more. */
  pinForAll(picture: PinnedPicture | undefined): void;
  /** The call is to be recorded, or not. */
  record(wish: RecordingWish): void;
  admit(waitingIds: readonly string[]): void;
  deny(waitingId: string): void;
  remove(participantId: string): void;
  /** For as long as the call goes on. */
  ban(participantId: string): void;
  endForAll(): void;
}

/** One person's part in one room, from lobby to end. */
export interface Call extends Store<CallState> {
  readonly media: LocalMedia;
  readonly screen: LocalScreen;
  readonly levels: Levels;
  readonly chat: Chat;
  readonly reactions: Reactions;
  readonly statistics: {
    /** The last two minutes, the newest last. Whoever watches it is told every two seconds. */
    readonly history: Store<readonly CallStatistics[]>;
    /** What is wrong, if it is for some seconds. */
    readonly trouble: Store<Trouble | undefined>;
    /** `MediaStreamTrack.id` of those that come badly, for a reason at the other end. */
    readonly weakTracks: Store<ReadonlySet<string>>;
  };
  readonly hosting: Hosting;
  /** Goes on in the call that a reload of the page has interrupted, if one has. Idempotent. */
  goOn(): void;
  /** Opens the socket ahead of the join, so that the click finds everything ready. Idempotent. */
  prepare(): void;
  /**
   * Shows the room at once and fills it in.
   * @param guarded Whether it is known to ask something of whoever is new: then it is shown when it lets one in.
   */
  join(displayName: string, passcode?: string, guarded?: boolean): void;
  /** The pictures that are on the screen now, all of them: nothing of the others is received. */
  show(tiles: readonly TileView[]): void;
  /** Raises one's hand or lowers it, as it is shown at once. */
  setHand(raised: boolean): void;
  /** Lowers the hand of somebody else, as a host may. */
  lowerHandOf(participantId: string): void;
  leave(): void;
}
