// Why one's screen is not shared, until it is tried again or the person waves it away.
import { useState } from 'react';
import type { LocalScreen, ScreenProblem } from '../../call/CallState.ts';
import type { Messages } from '../../messages/Messages.ts';
import { useStore } from '../../react/useStore.ts';
import type { Notice } from '../../ui/Notices.tsx';

export function useScreenNotices(screen: LocalScreen, words: Messages['stage']['screen']): Notice[] {
  const { problem } = useStore(screen);
  const [dismissed, setDismissed] = useState<ScreenProblem>();
  if (dismissed !== undefined && dismissed !== problem) setDismissed(undefined);
  if (!problem || dismissed === problem) return [];
  const text = words.problems[problem];
  return [{ id: `screen-${problem}`, text, tone: 'warning', dismiss: () => setDismissed(problem) }];
}
