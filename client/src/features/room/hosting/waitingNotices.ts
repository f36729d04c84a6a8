// The knock at the door, for whoever may open it.
import type { Waiting } from '@parley/protocol';
import type { Messages } from '../../../messages/Messages.ts';
import type { Notice } from '../../../ui/Notices.tsx';

export function waitingNotices(
  waiting: readonly Waiting[],
  { waiting: words }: Messages['hosting'],
  answers: { admit: (ids: readonly string[]) => void; show: () => void },
): Notice[] {
  const [first] = waiting;
  if (!first) return [];
  const action =
    waiting.length === 1
      ? { label: words.letIn, run: () => answers.admit([first.id]) }
      : { label: words.show, run: answers.show };
  return [{ id: 'waiting', text: words.notice(waiting.map(({ displayName }) => displayName)), action }];
}
