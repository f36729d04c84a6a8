// Messages that one person wrote to the same people, one after the other. Pure.
import type { ChatEntry } from '../../call/chat/ChatState.ts';

export interface MessageGroup {
  readonly key: string;
  readonly entries: readonly ChatEntry[];
}

/** Milliseconds after which the same person begins anew. */
const PAUSE = 5 * 60_000;

/** Those of `before` that did not change stay the same objects. */
export function groupMessages(
  entries: readonly ChatEntry[],
  before: readonly MessageGroup[] = [],
): MessageGroup[] {
  const groups: { key: string; entries: ChatEntry[] }[] = [];
  for (const entry of entries) {
    const group = groups.at(-1);
    const last = group?.entries.at(-1);
    if (group && last && continues(last, entry)) group.entries.push(entry);
    else groups.push({ key: entry.key, entries: [entry] });
  }
  const known = new Map(before.map((group) => [group.key, group]));
  return groups.map((group) => {
    const same = known.get(group.key);
    return same && isSame(same.entries, group.entries) ? same : group;
  });
}

function continues(last: ChatEntry, next: ChatEntry): boolean {
  return last.from.id === next.from.id && last.to?.id === next.to?.id && next.sentAt - last.sentAt < PAUSE;
}

function isSame(some: readonly ChatEntry[], others: readonly ChatEntry[]): boolean {
  return some.length === others.length && some.every((entry, index) => entry === others[index]);
}
