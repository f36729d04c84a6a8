import { useState } from 'react';
import type { Call } from '../../call/CallState.ts';
import type { Trouble } from '../../call/statistics/trouble.ts';
import type { Messages } from '../../messages/Messages.ts';
import { useStore } from '../../react/useStore.ts';
import type { Notice } from '../../ui/Notices.tsx';

/** What is wrong with the connection and what to do, until it is over or has been read. */
export function useTroubleNotice(call: Call, words: Messages['statistics']): Notice[] {
  const trouble = useStore(call.statistics.trouble);
  const [dismissed, setDismissed] = useState<Trouble>();
  // What comes again later is news again.
  if (trouble === undefined && dismissed !== undefined) setDismissed(undefined);
  if (trouble === undefined || trouble === dismissed) return [];
  return [
    {
      id: `trouble-${trouble}`,
      text: words.troubles[trouble],
      tone: 'warning',
      dismiss: () => setDismissed(trouble),
    },
  ];
}
