// Over 300 lines: it is where the connection, the door, the room, the media and what is said in it meet.
import type { NotificationFrame, Snapshot } from '@parley/protocol';
import { PROTOCOL_VERSION } from '@parley/protocol/constants';
import type { CallMedia } from './CallMedia.ts';
import type { CallSessionParts } from './CallSessionParts.ts';
import { isDevice } from './CallState.ts';
import type { Call, CallState, LocalMedia, LocalScreen, TileView } from './CallState.ts';
import type { Chat } from './chat/ChatState.ts';
import { Connection } from './Connection.ts';
import { Conversation } from './Conversation.ts';
import { afterClose, openPatience, retryDelay } from './connectionMachine.ts';
import { Doorway } from './Doorway.ts';
import { HostControls } from './HostControls.ts';
import { initialState } from './initialState.ts';
import type { MediaSignals } from './MediaSignals.ts';
import { MissingCode } from './MissingCode.ts';
import { nextState } from './nextState.ts';
import { Obedience } from './Obedience.ts';
import type { Reactions } from './reactions/Reactions.ts';
import { endAwaiting, hasManyVoices, reduceRoom, roomFromSnapshot, type RoomState } from './roomState.ts';
import { ScreenViews } from './ScreenViews.ts';
import { SignalingError } from './SignalingError.ts';
import { Socket, type SocketEvents } from './Socket.ts';
import { StatisticsWatch } from './statistics/StatisticsWatch.ts';
import { trackWishes } from './TrackWish.ts';
import { VoiceHints } from './voice/VoiceHints.ts';
import { VoiceLevels } from './VoiceLevels.ts';
import { WatchedValue } from './WatchedValue.ts';

/** A connection that held this long counts as good: the next failure is a first one. */
const STABLE = 5_000;
/** Milliseconds in which the others must be back in a server that was restarted. */
const RETURN_PATIENCE = 8_000;

/** One person's part in one room: brings the connection, the room and the media together. */
export class CallSession implements Call {
  readonly media: LocalMedia;
  readonly chat: Chat;
  readonly reactions: Reactions;
  readonly statistics: StatisticsWatch;
  readonly screen: LocalScreen;
  readonly levels = new VoiceLevels();
  readonly hosting: HostControls;
  readonly #doorway: Doorway;
  readonly #obedience: Obedience;
  /** Of what one asked as a host, how often the server would not. */
  #refusals = 0;
  #refusedBecause: CallState['refusedBecause'];
  readonly #parts: CallSessionParts;
  readonly #connection: Connection;
  readonly #callMedia: CallMedia;
  readonly #conversation: Conversation;
  readonly #views: ScreenViews;
  readonly #voiceHints: VoiceHints;
  readonly #state: WatchedValue<CallState>;
  readonly #stops: (() => void)[];
  #socket: Socket | undefined;
  #room: RoomState | undefined;
  #cancelRetry: (() => void) | undefined;
  #cancelStability: (() => void) | undefined;
  #cancelAwaiting: (() => void) | undefined;

  constructor(parts: CallSessionParts) {
    this.#parts = parts;
    this.media = parts.media;
    this.screen = parts.screen;
    this.#doorway = new Doorway(parts);
    if (parts.interrupted) this.#doorway.goOn(parts.interrupted);
    this.#obedience = new Obedience(parts.media);
    this.#connection = new Connection(
      {
        openSocket: () => this.#openSocket(),
        closeSocket: () => this.#closeSocket(),
        sendJoin: () => void this.#join(),
        sendKnock: () => void this.#knock(),
        sendLeave: () => void this.#socket?.signaling.request('leave', {}).catch(() => undefined),
        sendStepOut: () =>
          void this.#socket?.signaling.request('leave', { mayReturn: true }).catch(() => undefined),
        scheduleRetry: () => this.#scheduleRetry(),
        cancelRetry: () => this.#cancelRetry?.(),
        watchStability: () => {
          this.#cancelStability = parts.clock.after(STABLE, () =>
            this.#connection.dispatch({ name: 'stable' }),
          );
        },
        cancelStability: () => this.#cancelStability?.(),
        release: () => this.#release(),
      },
      () => this.#publish(),
    );
    const request: MediaSignals['request'] = (method, data) =>
      this.#joined && this.#socket
        ? this.#socket.signaling.request(method, data)
        : Promise.reject(new SignalingError('disconnected', `${method}: not in the room now`));
    this.#conversation = new Conversation({ clock: parts.clock, request, changed: () => this.#publish() });
    this.chat = this.#conversation.chat;
    this.reactions = this.#conversation.reactions;
    this.hosting = new HostControls({
      request,
      room: () => this.#room,
      expect: (news) => {
        if (this.#room) this.#room = reduceRoom(this.#room, news);
        this.#publish();
      },
      refused: (code) => {
        this.#refusedBecause = code;
        this.#refusals += 1;
        this.#publish();
      },
    });
    this.#callMedia = parts.createCallMedia({
      request,
      changed: () => this.#publish(),
      doubt: () => this.#socket?.heartbeat.probe({ hasty: true }),
      failed: (source) => (isDevice(source) ? parts.media.fail(source) : parts.screen.fail(source)),
    });
    this.#views = new ScreenViews({
      clock: parts.clock,
      // If nobody hears it, it is said again in the next place.
      say: (views) => void this.#socket?.signaling.request('setViews', { views }).catch(() => undefined),
    });
    this.statistics = new StatisticsWatch({
      clock: parts.clock,
      reports: async () =>
        this.#room && this.#room.peers.length > 0
          ? this.#callMedia.stats({ screens: this.get().path?.screens !== undefined })
          : [],
    });
    this.#voiceHints = new VoiceHints({
      watchOnsets: parts.watchOnsets,
      begun: () => void this.#socket?.signaling.request('startSpeaking', {}).catch(() => undefined),
    });
    this.#state = new WatchedValue(initialState(parts.room));
    this.#stops = [
      parts.media.subscribe(() => this.#wishesChanged()),
      parts.screen.subscribe(() => this.#wishesChanged()),
      parts.page.onWake(() => this.#wake()),
      parts.page.onNetworkChange(() => this.#networkChanged()),
      parts.page.onGone(() => this.#gone()),
    ];
    this.#wishesChanged();
  }

  get(): CallState {
    return this.#state.get();
  }

  subscribe(listener: () => void): () => void {
    return this.#state.subscribe(listener);
  }

  prepare(): void {
    this.#connection.dispatch({ name: 'prepare' });
  }

  join(displayName: string, passcode?: string, guarded = false): void {
    if (this.#connection.state.name === 'ended') return;
    if (!this.#doorway.approach(displayName, passcode, guarded)) return;
    this.#parts.mark('parley:join');
    this.#connection.dispatch({ name: 'join' });
  }

  goOn(): void {
    const { interrupted } = this.#parts;
    if (!interrupted || this.#connection.state.name !== 'idle') return;
    if (!interrupted.devices.camera) this.media.setCamera(false);
    if (!interrupted.devices.microphone) this.media.setMicrophone(false);
    void this.media.start();
    this.#parts.mark('parley:join');
    this.#connection.dispatch({ name: 'join' });
  }

  show(tiles: readonly TileView[]): void {
    this.#views.set(tiles);
    this.#callMedia.setWatched((peerId) => this.#views.has(peerId));
  }

  setHand(raised: boolean): void {
    this.#conversation.hand.set(raised);
  }

  lowerHandOf(participantId: string): void {
    this.#conversation.lowered.lower(participantId);
  }

  leave(): void {
    this.#connection.dispatch({ name: 'leave' });
  }

  get #joined(): boolean {
    return this.#connection.state.name === 'joined';
  }

  get #attempt(): number {
    const { state } = this.#connection;
    return 'attempt' in state ? state.attempt : 0;
  }

  #openSocket(): void {
    const { clock, openCarrier } = this.#parts;
    // A certificate that cannot be made shows when the welcome comes.
    this.#callMedia.server.warm().catch(() => undefined);
    const events: SocketEvents = {
      notified: (notification) => this.#socket === socket && this.#notified(notification),
      lost: (code) => this.#socket === socket && this.#connection.dispatch(afterClose(code)),
    };
    const socket = new Socket({ openCarrier, clock, patience: openPatience(this.#attempt) }, events);
    this.#socket = socket;
  }

  #closeSocket(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }

  #scheduleRetry(): void {
    const { clock, random } = this.#parts;
    this.#cancelRetry = clock.after(retryDelay(this.#attempt, random), () =>
      this.#connection.dispatch({ name: 'retry' }),
    );
  }

  async #welcome({ data }: Extract<NotificationFrame, { method: 'welcome' }>): Promise<void> {
    const socket = this.#socket;
    if (!socket) return;
    if (data.protocolVersion !== PROTOCOL_VERSION) {
      this.#connection.dispatch({ name: 'refused', reason: 'unsupported_protocol' });
      return;
    }
    try {
      const joinMedia = await this.#callMedia.server.prepare(data.routerRtpCapabilities);
      if (this.#socket !== socket) return;
      socket.joinMedia = joinMedia;
      this.#connection.dispatch({ name: 'ready' });
    } catch (error) {
      if (this.#socket !== socket) return;
      this.#connection.dispatch(
        error instanceof MissingCode ? { name: 'lost' } : { name: 'refused', reason: 'unsupported_browser' },
      );
    }
  }

  async #join(): Promise<void> {
    const socket = this.#socket;
    if (!socket || this.#doorway.displayName === undefined) return;
    // After a restart of the server the room is opened anew, and goes on as it was.
    const settings = this.#room ? { videoCodec: this.#room.videoCodec } : this.#parts.settings;
    const answer = await this.#doorway.join(socket, settings, this.#callMedia.kept);
    if (this.#socket !== socket) return;
    if ('resumeToken' in answer) this.#enter(answer);
    else this.#connection.dispatch(answer);
  }

  async #knock(): Promise<void> {
    const socket = this.#socket;
    const refusal = socket && (await this.#doorway.knock(socket));
    if (refusal && this.#socket === socket) this.#connection.dispatch(refusal);
  }

  #enter(snapshot: Snapshot): void {
    if (!this.#room) this.#parts.mark('parley:joined');
    this.statistics.start();
    const before = this.#room;
    this.#room = roomFromSnapshot(snapshot, before);
    this.#obedience.enter(this.#room, snapshot.mutedByHost);
    this.#cancelAwaiting?.();
    this.#cancelAwaiting = this.#parts.clock.after(RETURN_PATIENCE, () => {
      if (this.#room) this.#room = endAwaiting(this.#room);
      this.#publish();
    });
    this.#connection.dispatch({ name: 'snapshot' });
    this.#views.renew();
    this.#callMedia.enter(snapshot);
    this.#conversation.enter(snapshot, before);
    this.#publish();
  }

  #notified(notification: NotificationFrame): void {
    if (notification.method === 'welcome') {
      void this.#welcome(notification);
      return;
    }
    if (notification.method === 'admitted') this.#connection.dispatch({ name: 'admitted' });
    if (!this.#joined || !this.#room) return;
    this.#room = reduceRoom(this.#room, notification);
    this.#obedience.notified(notification, this.#room);
    this.#callMedia.notified(notification);
    if (notification.method === 'recordingAccess') this.#parts.holdRecording(notification.data);
    // A host does not let it be seen: to go on sharing would show it to nobody.
    if (notification.method === 'trackMuted' && !isDevice(notification.data.trackId)) this.screen.stop();
    this.#conversation.notified(notification, this.#room);
    this.#publish();
  }

  #wishesChanged(): void {
    if (this.#room) this.#obedience.check(this.#room);
    const wishes = trackWishes(this.media.get(), this.screen.get());
    for (const [source, wish] of wishes) this.#callMedia.send(source, wish);
    this.#publish();
  }

  #networkChanged(): void {
    this.#wake({ hasty: true });
    this.#callMedia.restartIce();
  }

  #gone(): void {
    this.#doorway.letGo();
    this.#connection.dispatch({ name: 'gone' });
  }

  #wake(options?: { hasty: boolean }): void {
    this.#connection.dispatch({ name: 'retry' });
    this.#socket?.heartbeat.probe(options);
  }

  #release(): void {
    const { state } = this.#connection;
    if (state.name === 'ended') this.#doorway.ended(state.reason);
    for (const stop of this.#stops) stop();
    this.#cancelAwaiting?.();
    this.#views.close();
    this.#voiceHints.set(undefined);
    this.statistics.close();
    this.#callMedia.close();
    this.#conversation.close();
    this.media.stop();
    this.screen.stop();
  }

  #listenToOneself(): void {
    const { wanted, track } = this.media.get().microphone;
    const isNeeded = this.#joined && this.#room !== undefined && wanted && hasManyVoices(this.#room);
    this.#voiceHints.set(isNeeded ? track : undefined);
  }

  #publish(): void {
    const room = this.#room;
    if (room && this.#joined) this.#views.update(room);
    if (room) this.levels.take(this.#callMedia.speakers(room.self.id) ?? room.speakers, room.self.id);
    this.#listenToOneself();
    const before = this.#state.get();
    const now = nextState(before, {
      connection: this.#connection.state,
      doorway: this.#doorway,
      obedience: this.#obedience,
      refusals: this.#refusals,
      refusedBecause: this.#refusedBecause,
      room,
      local: this.media.get(),
      screen: this.screen.get(),
      hands: this.#conversation.hands(room),
      media: this.#callMedia,
    });
    if (now !== before) this.#state.set(now);
  }
}
