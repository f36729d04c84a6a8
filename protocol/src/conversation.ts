// What people tell each other beside voice and picture: messages and reactions.
import { Type, type Static } from 'typebox';
import { limits, messagePattern, reactions } from './constants.ts';
import { DisplayName, PeerId } from './person.ts';

const closed = { additionalProperties: false } as const;

/** Chosen by the author, unique among its own: a message that is sent again under the same id is there once. */
export const MessageId = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' });

export const MessageText = Type.String({
  minLength: 1,
  maxLength: limits.messageLength,
  pattern: messagePattern,
});

/** As they were called when it was written: they may be gone since. */
export const MessagePerson = Type.Object({ peerId: PeerId, displayName: DisplayName }, closed);
export type MessagePerson = Static<typeof MessagePerson>;

export const Message = Type.Object(
  {
    id: MessageId,
    /** The order of the room's messages. Not all numbers reach everybody: some messages are for others only. */
    sequence: Type.Integer({ minimum: 1 }),
    /** When the server got it, in milliseconds since 1970. */
    sentAt: Type.Integer({ minimum: 0 }),
    from: MessagePerson,
    /** Absent: everybody. */
    to: Type.Optional(MessagePerson),
    text: MessageText,
  },
  closed,
);
export type Message = Static<typeof Message>;

/** Some of the messages that one may see, in their order, without a gap. */
export const MessagePage = Type.Object(
  {
    messages: Type.Array(Message),
    /** Whether there are messages before these. */
    hasEarlier: Type.Boolean(),
  },
  closed,
);
export type MessagePage = Static<typeof MessagePage>;

/** The newest messages. A new `historyId` means that the server knows nothing of those before, and counts anew. */
export const ChatSnapshot = Type.Object({ historyId: Type.String(), page: MessagePage }, closed);
export type ChatSnapshot = Static<typeof ChatSnapshot>;

export const Reaction = Type.Enum([...reactions]);
export type Reaction = Static<typeof Reaction>;
