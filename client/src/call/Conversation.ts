import type { NotificationFrame, Snapshot } from '@parley/protocol';
import { RoomChat } from './chat/RoomChat.ts';
import { HandWish, type HandWishParts } from './hands/HandWish.ts';
import { LoweredHands } from './hands/LoweredHands.ts';
import { SELF_ID } from './participants.ts';
import { RoomReactions } from './reactions/RoomReactions.ts';
import type { RoomState } from './roomState.ts';

/** What one tells the others beside voice and picture, and what they tell. */
export class Conversation {
  readonly chat: RoomChat;
  readonly reactions: RoomReactions;
  readonly hand: HandWish;
  readonly lowered: LoweredHands;

  constructor(parts: HandWishParts) {
    this.chat = new RoomChat(parts);
    this.reactions = new RoomReactions(parts);
    this.hand = new HandWish(parts);
    this.lowered = new LoweredHands(parts);
  }

  /** @param before What was known of the room until now. */
  enter(snapshot: Snapshot, before: RoomState | undefined): void {
    this.chat.enter(snapshot);
    const wasRaised = before?.hands.includes(before.self.id) ?? false;
    this.hand.enter({ resumed: snapshot.resumed, wasRaised });
  }

  notified({ method, data }: NotificationFrame, room: RoomState): void {
    if (method === 'messageAdded') this.chat.added(data.message);
    else if (method === 'reactions') this.reactions.told(data, room.self.id);
  }

  /** Ids of the participants who have raised a hand, as it is shown. */
  hands(room: RoomState | undefined): string[] {
    const queue = this.hand.queue(this.lowered.queue(room?.hands ?? []), room?.self.id ?? SELF_ID);
    return queue.map((id) => (id === room?.self.id ? SELF_ID : id));
  }

  close(): void {
    this.chat.close();
    this.reactions.close();
    this.hand.close();
  }
}
