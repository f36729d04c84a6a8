import { CallError } from './CallError.ts';
import { DirectCall } from './DirectCall.ts';
import type { Peer } from './Peer.ts';
import type { Clock } from './ports.ts';

/** Milliseconds until a pair that failed is tried again: longer with each failure, up to this. */
const longestWait = 10 * 60_000;

export interface DirectCallsParts {
  readonly clock: Clock;
  readonly newId: () => string;
  /** Milliseconds for which two must be left before they are connected directly again. Undefined: never are. */
  readonly returnDelay: number | undefined;
  /** The people in the room that the others see. */
  peers(): readonly Peer[];
  /** The direct call of a peer began, was replaced or is over. */
  changed(peer: Peer): void;
}

type State =
  | { readonly name: 'off' }
  | { readonly name: 'waiting'; readonly cancel: () => void }
  /** It is time, as soon as both have a socket. */
  | { readonly name: 'due' }
  | { readonly name: 'on'; readonly call: DirectCall; readonly since: number };

/** When two people of a room are connected directly, and when the SFU has to carry the call. */
export class DirectCalls {
  readonly #parts: DirectCallsParts;
  #state: State = { name: 'off' };
  #holds = 0;
  /** Of the pair that is in the room now, one after the other. */
  #failures = 0;

  constructor(parts: DirectCallsParts) {
    this.#parts = parts;
  }

  of(peer: Peer): DirectCall | undefined {
    const call = this.#state.name === 'on' ? this.#state.call : undefined;
    return call?.peers.includes(peer) ? call : undefined;
  }

  /** @throws {CallError} `direct_over` for an id that is not that of the peer's direct call now */
  get(peer: Peer, directId: string): DirectCall {
    const call = this.of(peer);
    if (call?.id !== directId)
      throw new CallError('direct_over', `${directId} is not this peer's direct call`);
    return call;
  }

  /** Somebody new is in the room. Their snapshot will tell them. */
  joined(newcomer: Peer): void {
    this.#failures = 0;
    this.#end();
    this.#due(newcomer);
  }

  /**
   * Somebody is back on a new socket. Their snapshot will tell them.
   * @param kept The id of the direct call that their browser still has, connected. What was said meanwhile is lost,
   *   an offer with it.
   */
  returned(peer: Peer, kept: string | undefined): void {
    if (this.#state.name === 'due') this.#due(peer);
    const call = this.of(peer);
    if (call && (call.id !== kept || call.offering)) this.#begin(peer);
  }

  /** Somebody is gone. */
  left(): void {
    this.#failures = 0;
    this.#end();
    this.#later();
  }

  /** The browsers could not do it, or the path was too bad. */
  failed(): void {
    const wentWell = this.#state.name === 'on' && this.#parts.clock.now() - this.#state.since >= longestWait;
    this.#failures = wentWell ? 1 : this.#failures + 1;
    this.#end();
    this.#later();
  }

  /** The server needs the media of this room, until the returned function is called. */
  hold(): () => void {
    this.#holds += 1;
    this.#end();
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holds -= 1;
      this.#later();
    };
  }

  close(): void {
    if (this.#state.name === 'waiting') this.#state.cancel();
    this.#state = { name: 'off' };
  }

  /** The two that can be connected directly, if the room is that way. */
  get #pair(): readonly [Peer, Peer] | undefined {
    const [first, second, ...more] = this.#parts.peers();
    if (this.#parts.returnDelay === undefined || this.#holds > 0) return undefined;
    if (!first || !second || more.length > 0) return undefined;
    return first.profile.direct && second.profile.direct ? [first, second] : undefined;
  }

  #later(): void {
    const { clock, returnDelay } = this.#parts;
    if (!this.#pair || returnDelay === undefined || this.#state.name !== 'off') return;
    const wait = Math.min(
      returnDelay * 2 ** Math.max(0, this.#failures - 1),
      Math.max(returnDelay, longestWait),
    );
    this.#state = {
      name: 'waiting',
      cancel: clock.after(wait, () => {
        this.#due();
      }),
    };
  }

  /** @param answering Whoever gets a snapshot now, and so needs no news. */
  #due(answering?: Peer): void {
    const pair = this.#pair;
    if (!pair) {
      this.#state = { name: 'off' };
      return;
    }
    this.#state = { name: 'due' };
    if (pair.every(({ presence }) => presence.state === 'present')) this.#begin(answering);
  }

  #begin(answering?: Peer): void {
    const pair = this.#pair;
    if (!pair) return;
    const { clock, newId } = this.#parts;
    this.#state = { name: 'on', call: new DirectCall(newId(), pair), since: clock.now() };
    for (const peer of pair) if (peer !== answering) this.#parts.changed(peer);
  }

  #end(): void {
    const state = this.#state;
    this.close();
    if (state.name !== 'on') return;
    const here = this.#parts.peers();
    for (const peer of state.call.peers) if (here.includes(peer)) this.#parts.changed(peer);
  }
}
