// What the screen can know of the chat.
import type { Store } from '../CallState.ts';

/** Somebody as they were called when a message was written. They may be gone since. */
export interface ChatPerson {
  /** A participant's id. */
  readonly id: string;
  readonly displayName: string;
}

export interface ChatEntry {
  /** The same from the first moment on, and over reconnections. */
  readonly key: string;
  readonly from: ChatPerson;
  /** Undefined: everybody. */
  readonly to: ChatPerson | undefined;
  readonly isOwn: boolean;
  readonly text: string;
  /** Milliseconds since 1970, by the server's clock once it is sent. */
  readonly sentAt: number;
  readonly delivery: Delivery;
}

export type Delivery =
  | 'sent'
  /** It is on its way, or waits for the connection. */
  | 'pending'
  /** The one person for whom it is has left. */
  | 'receiver_gone'
  /** The rules of the room leave the chat to its hosts. */
  | 'forbidden'
  /** The server did not take it. */
  | 'refused';

export interface ChatState {
  /** In their order; one's own that are not sent yet are the last. */
  readonly entries: readonly ChatEntry[];
  /** Whether the server has messages before these. */
  readonly hasEarlier: boolean;
  readonly loadingEarlier: boolean;
  /** Messages of others that have not been on the screen, but none from before one came. */
  readonly unread: number;
  /** What somebody wrote last while one was here: another object whenever there is news. */
  readonly latest: ChatEntry | undefined;
}

export interface Chat extends Store<ChatState> {
  /** Shows it at once, and sends it as soon as that is possible. Blank text is ignored. */
  send(text: string, to?: ChatPerson): void;
  /** Tries again with a message that was not taken. */
  retry(key: string): void;
  /** Takes a message away that was not taken. */
  discard(key: string): void;
  loadEarlier(): void;
  /** While the newest messages are on the screen, nothing is unread. */
  setReading(reading: boolean): void;
}
