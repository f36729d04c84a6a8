import type { Message, Snapshot } from '@parley/protocol';
import type { Clock } from '../Clock.ts';
import type { MediaSignals } from '../MediaSignals.ts';
import { SELF_ID } from '../participants.ts';
import { SignalingError } from '../SignalingError.ts';
import { WatchedValue } from '../WatchedValue.ts';
import { emptyLog, entryKey, withEarlier, withMessage, withSnapshot, type ChatLog } from './ChatLog.ts';
import type { Chat, ChatEntry, ChatPerson, ChatState, Delivery } from './ChatState.ts';
import { charactersOver, cleanMessage } from './messageText.ts';

/** Milliseconds until a message that came too fast for the server is sent again. */
const TOO_FAST_PAUSE = 1_000;

export interface RoomChatParts {
  readonly clock: Clock;
  readonly request: MediaSignals['request'];
}

interface Draft {
  /** What the server knows it by. */
  readonly id: string;
  readonly entry: ChatEntry;
}

/** The messages of the meeting, and one's own on their way there: one after the other, each until the server has it. */
export class RoomChat extends WatchedValue<ChatState> implements Chat {
  readonly #parts: RoomChatParts;
  #log: ChatLog = emptyLog;
  #selfId: string | undefined;
  #drafts: readonly Draft[] = [];
  #written = 0;
  #sending = false;
  #cancelPause: (() => void) | undefined;
  #displayName = '';
  #isReading = false;
  /** The sequence number up to which everything of this history has been read. */
  #readUpTo = 0;
  #loadingEarlier = false;
  #latest: ChatEntry | undefined;

  constructor(parts: RoomChatParts) {
    super({ entries: [], hasEarlier: false, loadingEarlier: false, unread: 0, latest: undefined });
    this.#parts = parts;
  }

  /** One is in the room, or in it again. */
  enter({ chat, self }: Pick<Snapshot, 'chat' | 'self'>): void {
    const isFirst = this.#selfId === undefined;
    const isOther = chat.historyId !== this.#log.historyId;
    const known = isOther ? 0 : (this.#log.sent.at(-1)?.sequence ?? 0);
    this.#selfId = self.id;
    this.#displayName = self.displayName;
    this.#log = withSnapshot(this.#log, chat, self.id);
    if (isFirst) this.#readUpTo = this.#log.sent.at(-1)?.sequence ?? 0;
    else {
      if (isOther) this.#readUpTo = 0;
      const missed = this.#log.sent.findLast(({ isOwn, sequence }) => !isOwn && sequence > known);
      this.#latest = missed ?? this.#latest;
    }
    this.#loadingEarlier = false;
    this.#dropSent();
    this.#publish();
    void this.#send();
  }

  /** Somebody wrote. */
  added(message: Message): void {
    if (this.#selfId === undefined) return;
    const before = this.#log;
    this.#log = withMessage(before, message, this.#selfId);
    if (this.#log === before) return;
    const key = entryKey(message.from.peerId, message.id);
    this.#latest = this.#log.sent.find((entry) => entry.key === key) ?? this.#latest;
    this.#publish();
  }

  send(text: string, to?: ChatPerson): void {
    const clean = cleanMessage(text);
    if (clean === '' || charactersOver(clean) > 0) return;
    const id = String((this.#written += 1));
    const entry: ChatEntry = {
      key: entryKey(SELF_ID, id),
      from: { id: SELF_ID, displayName: this.#displayName },
      to,
      isOwn: true,
      text: clean,
      sentAt: this.#parts.clock.now(),
      delivery: 'pending',
    };
    this.#drafts = [...this.#drafts, { id, entry }];
    this.#publish();
    void this.#send();
  }

  retry(key: string): void {
    this.#deliver(key, 'pending');
    void this.#send();
  }

  discard(key: string): void {
    this.#drafts = this.#drafts.filter(({ entry }) => entry.key !== key);
    this.#publish();
  }

  loadEarlier(): void {
    const before = this.#log.sent[0]?.sequence;
    if (this.#loadingEarlier || !this.#log.hasEarlier || before === undefined) return;
    this.#loadingEarlier = true;
    this.#publish();
    void this.#load(before);
  }

  setReading(reading: boolean): void {
    if (reading === this.#isReading) return;
    this.#isReading = reading;
    this.#publish();
  }

  close(): void {
    this.#cancelPause?.();
  }

  async #load(before: number): Promise<void> {
    try {
      const { page } = await this.#parts.request('earlierMessages', { before });
      if (this.#selfId !== undefined) {
        this.#log = withEarlier(this.#log, { before, page, selfId: this.#selfId });
      }
    } catch {
      // It can be asked for again.
    }
    this.#loadingEarlier = false;
    this.#publish();
  }

  async #send(): Promise<void> {
    if (this.#sending || this.#selfId === undefined) return;
    this.#sending = true;
    this.#cancelPause?.();
    for (let draft = this.#next(); draft; draft = this.#next()) {
      if (!(await this.#sendOne(draft))) break;
    }
    this.#sending = false;
  }

  #next(): Draft | undefined {
    return this.#drafts.find(({ entry }) => entry.delivery === 'pending');
  }

  /** Whether the next one can be sent now. */
  async #sendOne({ id, entry }: Draft): Promise<boolean> {
    try {
      const { message } = await this.#parts.request('sendMessage', {
        id,
        text: entry.text,
        ...(entry.to && { to: entry.to.id }),
      });
      if (this.#selfId !== undefined) this.#log = withMessage(this.#log, message, this.#selfId);
      this.#dropSent();
      this.#publish();
      return true;
    } catch (error) {
      if (!(error instanceof SignalingError)) throw error;
      switch (error.code) {
        case 'disconnected':
        case 'not_joined':
        case 'server_closing':
          return false; // It is sent again in the next place.
        case 'too_fast':
          this.#cancelPause = this.#parts.clock.after(TOO_FAST_PAUSE, () => void this.#send());
          return false;
        case 'peer_absent':
          this.#deliver(entry.key, 'receiver_gone');
          return true;
        case 'forbidden':
          this.#deliver(entry.key, 'forbidden');
          return true;
        default:
          this.#deliver(entry.key, 'refused');
          return true;
      }
    }
  }

  #deliver(key: string, delivery: Delivery): void {
    this.#drafts = this.#drafts.map((draft) =>
      draft.entry.key === key ? { ...draft, entry: { ...draft.entry, delivery } } : draft,
    );
    this.#publish();
  }

  /** What the server has is no draft any more. */
  #dropSent(): void {
    const keys = new Set(this.#log.sent.map(({ key }) => key));
    this.#drafts = this.#drafts.filter(({ entry }) => !keys.has(entry.key));
  }

  #publish(): void {
    const { past, sent, hasEarlier } = this.#log;
    if (this.#isReading) this.#readUpTo = sent.at(-1)?.sequence ?? this.#readUpTo;
    const unread = sent.filter(({ isOwn, sequence }) => !isOwn && sequence > this.#readUpTo).length;
    this.set({
      entries: [...past, ...sent, ...this.#drafts.map(({ entry }) => entry)],
      hasEarlier,
      loadingEarlier: this.#loadingEarlier,
      unread,
      latest: this.#latest,
    });
  }
}
