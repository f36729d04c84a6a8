// The messages that are known, in their order and without a gap: a page of a snapshot, and what came since. Pure.
import type { ChatSnapshot, Message, MessagePage, MessagePerson } from '@parley/protocol';
import { SELF_ID } from '../participants.ts';
import type { ChatEntry, ChatPerson } from './ChatState.ts';

interface SentEntry extends ChatEntry {
  readonly sequence: number;
}

export interface ChatLog {
  readonly historyId: string | undefined;
  /** Of a server that was restarted since, which knows them no more. */
  readonly past: readonly SentEntry[];
  readonly sent: readonly SentEntry[];
  readonly hasEarlier: boolean;
}

export const emptyLog: ChatLog = { historyId: undefined, past: [], sent: [], hasEarlier: false };

export function entryKey(authorId: string, messageId: string): string {
  return `${authorId}/${messageId}`;
}

/** The snapshot replaces what was known; what it continues stays before it. */
export function withSnapshot(log: ChatLog, { historyId, page }: ChatSnapshot, selfId: string): ChatLog {
  const isSame = historyId === log.historyId;
  const known = isSame ? log.sent : [];
  const sent = entriesOf(page, known, selfId);
  const isGap = page.hasEarlier && !sent.some(({ key }) => known.some((entry) => entry.key === key));
  const first = sent[0]?.sequence ?? Infinity;
  const before = isGap ? [] : known.filter(({ sequence }) => sequence < first);
  const past = isSame ? log.past : [...log.past, ...log.sent];
  return {
    historyId,
    past: without(past, sent),
    sent: [...before, ...sent],
    hasEarlier: page.hasEarlier && (before.length === 0 || log.hasEarlier),
  };
}

export function withMessage(log: ChatLog, message: Message, selfId: string): ChatLog {
  const entry = entryOf(message, selfId);
  if (log.sent.some(({ key }) => key === entry.key)) return log;
  const at = log.sent.findLastIndex(({ sequence }) => sequence < entry.sequence) + 1;
  return { ...log, past: without(log.past, [entry]), sent: log.sent.toSpliced(at, 0, entry) };
}

/** What the server has before a sequence number. */
export function withEarlier(
  log: ChatLog,
  { before, page, selfId }: { before: number; page: MessagePage; selfId: string },
): ChatLog {
  // Another snapshot has come meanwhile.
  if (log.sent[0]?.sequence !== before) return log;
  const earlier = entriesOf(page, [], selfId);
  return {
    ...log,
    past: without(log.past, earlier),
    sent: [...earlier, ...log.sent],
    hasEarlier: page.hasEarlier,
  };
}

/** Those that are known already are the same objects. */
function entriesOf({ messages }: MessagePage, known: readonly SentEntry[], selfId: string): SentEntry[] {
  const byKey = new Map(known.map((entry) => [entry.key, entry]));
  return messages.map((message) => {
    const entry = entryOf(message, selfId);
    return byKey.get(entry.key) ?? entry;
  });
}

function entryOf({ id, sequence, sentAt, from, to, text }: Message, selfId: string): SentEntry {
  const author = personOf(from, selfId);
  return {
    key: entryKey(author.id, id),
    sequence,
    from: author,
    to: to && personOf(to, selfId),
    isOwn: author.id === SELF_ID,
    text,
    sentAt,
    delivery: 'sent',
  };
}

function personOf({ peerId, displayName }: MessagePerson, selfId: string): ChatPerson {
  return { id: peerId === selfId ? SELF_ID : peerId, displayName };
}

function without(past: readonly SentEntry[], sent: readonly SentEntry[]): readonly SentEntry[] {
  if (past.length === 0) return past;
  const keys = new Set(sent.map(({ key }) => key));
  return past.filter(({ key }) => !keys.has(key));
}
