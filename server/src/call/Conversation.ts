import type { Message, MessagePage, Reaction, RequestData, Snapshot } from '@parley/protocol';
import { CallError } from './CallError.ts';
import { Chat, type ChatParts } from './Chat.ts';
import { Hands, type HandsParts } from './Hands.ts';
import type { Peer } from './Peer.ts';
import type { Peers } from './Peers.ts';
import { Reactions } from './Reactions.ts';

/** What the people of a room tell each other beside voice and picture. It lasts as long as the room. */
export class Conversation {
  readonly #peers: Peers;
  readonly #chat: Chat;
  readonly #hands: Hands;
  readonly #reactions: Reactions;

  constructor(parts: ChatParts & HandsParts) {
    this.#peers = parts.peers;
    this.#chat = new Chat(parts);
    this.#hands = new Hands(parts);
    this.#reactions = new Reactions(parts);
  }

  /** Ids of those whose hands are raised, the first first. */
  get hands(): readonly string[] {
    return this.#hands.describe();
  }

  /** What a peer has to know of it. */
  describe(peer: Peer): Pick<Snapshot, 'chat' | 'hands'> {
    return { chat: this.#chat.describe(peer), hands: this.#hands.describe() };
  }

  /** @throws {CallError} `peer_absent`, `invalid_request`, `too_fast` */
  send(peerId: string, data: RequestData<'sendMessage'>): Message {
    return this.#chat.send(this.#peers.get(peerId), data);
  }

  messagesBefore(peerId: string, sequence: number): MessagePage {
    return this.#chat.before(this.#peers.get(peerId), sequence);
  }

  /** @throws {CallError} `too_fast` */
  raiseHand(peerId: string): void {
    this.#hands.raise(this.#peers.get(peerId));
  }

  lowerHand(peerId: string): void {
    this.#hands.lower(this.#peers.get(peerId));
  }

  /** @throws {CallError} `not_found` */
  lowerHandOf(peerId: string): void {
    const peer = this.#peers.find(peerId);
    if (!peer?.announced) throw new CallError('not_found', 'nobody in the room has this id');
    this.#hands.lower(peer);
  }

  /** @throws {CallError} `too_fast` */
  react(peerId: string, reaction: Reaction): void {
    this.#reactions.show(this.#peers.get(peerId), reaction);
  }

  /** The peer is gone for good. What it wrote stays. */
  left(peer: Peer): void {
    this.#hands.left(peer);
  }

  close(): void {
    this.#reactions.close();
  }
}
