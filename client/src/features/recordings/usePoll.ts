// What the server answers, asked for as long as the component is there.
import { useEffect, useState } from 'react';
import { useStore } from '../../react/useStore.ts';
import type { Asked, Poll } from '../../recordings/Poll.ts';

/** @param create Called once: another question is another component, by its key. */
export function usePoll<T>(create: () => Poll<T>): { readonly asked: Asked<T>; readonly poll: Poll<T> } {
  const [poll] = useState(create);
  useEffect(() => poll.start(), [poll]);
  return { asked: useStore(poll), poll };
}
