import type { ChatSnapshot, Message, MessagePage, RequestData } from '@parley/protocol';
import { limits } from '@parley/protocol';
import { CallError } from './CallError.ts';
import type { Peer } from './Peer.ts';
import { PeerRates } from './PeerRates.ts';
import type { Peers } from './Peers.ts';
import type { Clock } from './ports.ts';
import type { RecordedEvents } from './RecordedEvents.ts';

export interface ChatParts {
  readonly clock: Clock;
  readonly newId: () => string;
  readonly peers: Peers;
  readonly record: Pick<RecordedEvents, 'messageAdded'>;
}

interface KeptMessage {
  readonly message: Message;
  /** Of its text. */
  readonly bytes: number;
}

/** The messages of a meeting, in their order, as many as are kept. */
export class Chat {
  readonly #parts: ChatParts;
  readonly #historyId: string;
  readonly #rates: PeerRates;
  readonly #kept: KeptMessage[] = [];
  readonly #byKey = new Map<string, Message>();
  #bytes = 0;
  #lastSequence = 0;

  constructor(parts: ChatParts) {
    this.#parts = parts;
    this.#historyId = parts.newId();
    const { messagesPerSecond, messageBurst } = limits;
    this.#rates = new PeerRates(parts.clock, { perSecond: messagesPerSecond, burst: messageBurst });
  }

  /**
   * Takes a message and tells those for whom it is, but not its author, who has the answer.
   * @throws {CallError} `peer_absent`, `invalid_request`, `too_fast`
   */
  send(from: Peer, { id, text, to }: RequestData<'sendMessage'>): Message {
    const known = this.#byKey.get(keyOf(from.id, id));
    if (known) return known;
    const receiver = to === undefined ? undefined : this.#getReceiver(from, to);
    this.#rates.take(from);
    const message: Message = {
      id,
      sequence: (this.#lastSequence += 1),
      sentAt: this.#parts.clock.now(),
      from: from.named,
      ...(receiver && { to: receiver.named }),
      text,
    };
    this.#keep(message);
    this.#parts.record.messageAdded(message);
    if (receiver) receiver.tell('messageAdded', { message });
    else this.#parts.peers.tellOthers(from, 'messageAdded', { message });
    return message;
  }

  /** The newest page, as one peer may see it. */
  describe(peer: Peer): ChatSnapshot {
    return { historyId: this.#historyId, page: this.before(peer, Infinity) };
  }

  /** The page of a peer's messages that ends before a sequence number. */
  before(peer: Peer, sequence: number): MessagePage {
    const page: Message[] = [];
    let bytes = 0;
    for (let at = this.#kept.length - 1; at >= 0; at -= 1) {
      const kept = this.#kept[at];
      if (!kept || kept.message.sequence >= sequence || !isFor(peer, kept.message)) continue;
      bytes += kept.bytes;
      const isFull = page.length >= limits.messagesPerPage || bytes > limits.messageBytesPerPage;
      if (page.length > 0 && isFull) return { messages: page.toReversed(), hasEarlier: true };
      page.push(kept.message);
    }
    return { messages: page.toReversed(), hasEarlier: false };
  }

  /** Somebody else who is in the room, or will be back in it. */
  #getReceiver(from: Peer, id: string): Peer {
    if (id === from.id) throw new CallError('invalid_request', 'a message to oneself');
    const receiver = this.#parts.peers.find(id);
    if (!receiver?.announced) throw new CallError('peer_absent', 'the other person is not in the room');
    return receiver;
  }

  #keep(message: Message): void {
    const bytes = Buffer.byteLength(message.text);
    this.#kept.push({ message, bytes });
    this.#byKey.set(keyOf(message.from.peerId, message.id), message);
    this.#bytes += bytes;
    while (this.#kept.length > limits.messagesKept || this.#bytes > limits.messageBytesKept)
      this.#dropOldest();
  }

  #dropOldest(): void {
    const oldest = this.#kept.shift();
    if (!oldest) return;
    this.#byKey.delete(keyOf(oldest.message.from.peerId, oldest.message.id));
    this.#bytes -= oldest.bytes;
  }
}

/** One text for each message of each author: neither id has a slash. */
function keyOf(peerId: string, id: string): string {
  return `${peerId}/${id}`;
}

function isFor(peer: Peer, { from, to }: Message): boolean {
  return to === undefined || to.peerId === peer.id || from.peerId === peer.id;
}
