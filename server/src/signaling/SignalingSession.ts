import {
  closeReasons,
  limits,
  PROTOCOL_VERSION,
  timing,
  type CloseReason,
  type ErrorBody,
  type NotificationData,
  type NotificationFrame,
  type NotificationMethod,
  type RequestData,
  type RequestFrame,
  type RequestResult,
  type ServerFrame,
  type Snapshot,
  type TypedRequestFrame,
} from '@parley/protocol';
import { CallError } from '../call/CallError.ts';
import type { Admission, Clock, JoinTokens, Log, PeerSink, ResumeTokens, Sfu } from '../call/ports.ts';
import type { ResumeClaim } from '../call/Peer.ts';
import type { ProbesOfSocket } from '../call/Probes.ts';
import { RateLimit } from '../call/RateLimit.ts';
import type { Rooms } from '../call/Rooms.ts';
import { assertAllowed } from './assertAllowed.ts';
import type { Carrier } from './Carrier.ts';
import { checkRequest, parseRequestFrame } from './checkFrame.ts';
import { encodeNotification } from './encodeNotification.ts';
import { handlers, type Seat, type SeatedMethod } from './handlers.ts';
import type { SignalingEvents } from './SignalingEvents.ts';

export interface SignalingDependencies {
  readonly rooms: Rooms;
  readonly sfu: Pick<Sfu, 'routerRtpCapabilities'>;
  readonly resumeTokens: ResumeTokens;
  /** Undefined: everybody may come in. */
  readonly joinTokens?: JoinTokens | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly events?: SignalingEvents;
  /** What is known of where the client comes from, if it tells one from another. */
  readonly network?: string | undefined;
}

type State =
  | { name: 'open' }
  /** News of the room waits until the answer with the snapshot has been sent. */
  | { name: 'joining'; held: NotificationFrame[] }
  /** A host is to let this client in: it may join at any time, and hears `admitted` when it does well to. */
  | { name: 'waiting'; seat: Seat }
  | { name: 'joined'; seat: Seat }
  | { name: 'closed' };

/** One socket, from its first frame to its last. */
export class SignalingSession implements PeerSink {
  readonly #carrier: Carrier;
  readonly #deps: SignalingDependencies;
  #log: Log;
  readonly #rate: RateLimit;
  #state: State = { name: 'open' };
  /** Requests run one after the other: this one is settled when the last of them is done. */
  #queue: Promise<void> = Promise.resolve();
  #pending = 0;
  /** A `leave` that waits for its turn: it holds also where the socket is closed before. */
  #leave: RequestFrame | undefined;
  #heardAt: number;
  #cancelSilence: () => void = () => {};
  readonly #probes: ProbesOfSocket = new Map();

  constructor(carrier: Carrier, dependencies: SignalingDependencies) {
    const { clock, log, sfu } = dependencies;
    this.#carrier = carrier;
    this.#deps = dependencies;
    this.#log = log;
    this.#rate = new RateLimit(clock, { perSecond: limits.requestsPerSecond, burst: limits.requestBurst });
    this.#heardAt = clock.now();
    this.#watchSilence(timing.silence);
    const { routerRtpCapabilities } = sfu;
    this.#send({
      kind: 'notification',
      method: 'welcome',
      data: { protocolVersion: PROTOCOL_VERSION, routerRtpCapabilities },
    });
  }

  /** A frame came. */
  receive(text: string): void {
    if (this.#state.name === 'closed') return;
    this.#heardAt = this.#deps.clock.now();
    if (Buffer.byteLength(text) > limits.frameBytes) return this.close('frame_too_large');
    if (!this.#rate.take() || this.#pending >= limits.pendingRequests) return this.close('flood');
    const frame = parseRequestFrame(text);
    if (!frame) return this.close('malformed_frame');
    if (frame.method === 'leave') this.#leave = frame;
    this.#pending += 1;
    this.#queue = this.#queue.then(async () => {
      await this.#answer(frame);
      this.#pending -= 1;
    });
  }

  notify<M extends NotificationMethod>(method: M, data: NotificationData<M>): void {
    const frame = { kind: 'notification', method, data } as NotificationFrame;
    if (this.#state.name === 'joining') this.#state.held.push(frame);
    else this.#sendNews(frame);
  }

  /** We close the socket. */
  close(reason: CloseReason): void {
    if (this.#state.name === 'closed') return;
    this.#log.debug({ reason }, 'closing the socket');
    this.#end();
    this.#carrier.close(closeReasons[reason].code, reason);
  }

  /** The socket was closed. Idempotent. */
  carrierClosed(): void {
    if (this.#leave) void this.#answer(this.#leave);
    this.#end();
  }

  #end(): void {
    const state = this.#state;
    if (state.name === 'closed') return;
    this.#state = { name: 'closed' };
    this.#cancelSilence();
    for (const probe of this.#probes.values()) probe.close();
    if (state.name === 'joined') state.seat.room.disconnect(state.seat.peerId, this);
    if (state.name === 'waiting') state.seat.room.door.disconnect(state.seat.peerId, this);
  }

  async #answer(frame: RequestFrame): Promise<void> {
    if (this.#isClosed()) return;
    if (frame === this.#leave) this.#leave = undefined;
    const startedAt = this.#deps.clock.now();
    try {
      const request = checkRequest(frame);
      if (request.method === 'join') await this.#join(request);
      else if (request.method === 'knock') await this.#knock(request);
      else this.#send({ kind: 'response', id: frame.id, ok: true, data: await this.#perform(request) });
      if (request.method === 'leave') this.close('left');
      this.#log.debug({ method: request.method, ms: this.#deps.clock.now() - startedAt }, 'request');
    } catch (error) {
      const body = this.#describeError(error, frame);
      if (frame.method === 'join') this.#deps.events?.joinRefused(body.code);
      this.#send({ kind: 'response', id: frame.id, ok: false, error: body });
    }
  }

  async #perform(request: Exclude<TypedRequestFrame, { method: 'join' | 'knock' }>) {
    if (request.method === 'ping') return {};
    if (request.method === 'probe') return this.#probe(request.data);
    if (request.method === 'probeSound') {
      await this.#deps.rooms.probes.listen(this.#probes, request.data);
      return {};
    }
    const { method, data } = request;
    if (request.method === 'leave' && this.#state.name === 'waiting') {
      const { room, peerId } = this.#state.seat;
      room.door.leave(peerId, this, request.data);
      return {};
    }
    if (this.#state.name !== 'joined') throw new CallError('not_joined', 'join a room first');
    const { seat } = this.#state;
    assertAllowed(method, seat);
    // The table's type says that each method's handler takes its data; a union of calls needs the cast.
    const handler = handlers[method] as (seat: Seat, data: unknown) => RequestResult<SeatedMethod>;
    return handler(seat, data);
  }

  async #probe({ fingerprints }: RequestData<'probe'>): Promise<RequestResult<'probe'>> {
    const probe = await this.#deps.rooms.probes.open(fingerprints, this.#probes);
    if (this.#isClosed()) probe.close();
    return { transport: probe.transport.parameters, iceServers: [...probe.iceServers] };
  }

  async #join({ id, data }: Extract<TypedRequestFrame, { method: 'join' }>): Promise<void> {
    const before = this.#assertOutside();
    if (data.protocolVersion !== PROTOCOL_VERSION) {
      throw new CallError('unsupported_protocol', `the server speaks version ${PROTOCOL_VERSION}`);
    }
    const claim = this.#verifyClaim(data);
    const { passcode } = data;
    const admission = await this.#admit(data, claim);
    if (this.#isClosed()) return;
    const profile = { ...data, displayName: admission?.displayName ?? data.displayName };
    const room = this.#deps.rooms.open(data.room, data.settings);
    const joining: State = { name: 'joining', held: [] };
    this.#state = joining;
    let snapshot: Snapshot;
    try {
      const entrance = { claim, passcode, network: this.#deps.network, admission };
      snapshot = await room.join(profile, this, entrance);
    } catch (error) {
      if (this.#state === joining) this.#fallBack(before, joining.held);
      throw error;
    }
    const peerId = snapshot.self.id;
    if (this.#isClosed()) {
      // The client never got its token: nobody new can come back to this place.
      if (claim) room.disconnect(peerId, this);
      else room.leave(peerId);
      return;
    }
    this.#deps.events?.joined(snapshot);
    this.#log = this.#log.child({ roomId: room.id, peerId });
    this.#send({ kind: 'response', id, ok: true, data: snapshot });
    this.#state = { name: 'joined', seat: { room, peerId } };
    for (const frame of joining.held) this.#sendNews(frame);
  }

  async #knock({ id, data }: Extract<TypedRequestFrame, { method: 'knock' }>): Promise<void> {
    const before = this.#assertOutside();
    const claim = this.#verifyClaim(data);
    const admission = await this.#admit(data, claim);
    if (this.#isClosed()) return;
    const room = this.#deps.rooms.approach(data.room);
    if (!room) throw new CallError('not_found', 'nobody is in the room: join it');
    const knocking: State = { name: 'joining', held: [] };
    this.#state = knocking;
    let peerId: string;
    try {
      const { passcode } = data;
      const entrance = { claim, passcode, network: this.#deps.network, admission };
      peerId = await room.door.knock(entrance, admission?.displayName ?? data.displayName, this);
    } catch (error) {
      if (this.#state === knocking) this.#fallBack(before, knocking.held);
      throw error;
    }
    if (this.#isClosed()) return room.door.disconnect(peerId, this);
    const resumeToken = this.#deps.resumeTokens.issue(room.name, peerId);
    this.#send({ kind: 'response', id, ok: true, data: { resumeToken } });
    this.#state = { name: 'waiting', seat: { room, peerId } };
    for (const frame of knocking.held) this.#sendNews(frame);
  }

  /** Outside again; who waits may have been let in meanwhile. */
  #fallBack(before: State, held: readonly NotificationFrame[]): void {
    this.#state = before;
    for (const frame of held) if (frame.method === 'admitted') this.#sendNews(frame);
  }

  #assertOutside(): State {
    if (this.#state.name === 'open' || this.#state.name === 'waiting') return this.#state;
    throw new CallError('already_joined', 'this socket is in a room');
  }

  /**
   * Nothing is asked of those whose place is kept. No room is opened for it.
   * @throws {CallError} one of `tokenErrors`
   */
  async #admit(
    { room, token }: Pick<RequestData<'join'>, 'room' | 'token'>,
    claim: ResumeClaim | undefined,
  ): Promise<Admission | undefined> {
    const { joinTokens, rooms } = this.#deps;
    if (!joinTokens) return undefined;
    const place = claim && rooms.find(room)?.placeOf(claim.peerId);
    if (place === 'kept') return undefined;
    return joinTokens.admit(room, token, { isBack: place === 'from_before' });
  }

  #verifyClaim({ room, resume }: Pick<RequestData<'join'>, 'room' | 'resume'>): ResumeClaim | undefined {
    const peerId = resume && this.#deps.resumeTokens.verify(room, resume.token);
    return peerId ? { peerId, mediaId: resume.mediaId, directId: resume.directId } : undefined;
  }

  /** What is told of an error: a CallError as it is, of anything else nothing but that it was ours. */
  #describeError(error: unknown, { method }: RequestFrame): ErrorBody {
    if (error instanceof CallError) return { code: error.code, message: error.message };
    this.#log.error({ err: error, method }, 'a request failed unexpectedly');
    return { code: 'internal', message: 'the server failed to answer this request' };
  }

  #send(frame: ServerFrame): void {
    if (!this.#isClosed()) this.#sendText(JSON.stringify(frame), true);
  }

  #sendNews(frame: NotificationFrame): void {
    if (!this.#isClosed()) this.#sendText(encodeNotification(frame), false);
  }

  #sendText(text: string, isUrgent: boolean): void {
    // What waits already counts, not this frame: the snapshot of a large room is large.
    if (this.#carrier.bufferedBytes > limits.bufferedBytes) this.close('slow');
    else this.#carrier.send(text, isUrgent);
  }

  #watchSilence(delay: number): void {
    this.#cancelSilence = this.#deps.clock.after(delay, () => {
      const left = this.#heardAt + timing.silence - this.#deps.clock.now();
      if (left <= 0) this.close('silent');
      else this.#watchSilence(left);
    });
  }

  #isClosed(): boolean {
    return this.#state.name === 'closed';
  }
}
