// Reads aloud what people show: one by its name, of several at once how many.
import type { Reaction } from '@parley/protocol';
import { useEffect, useState } from 'react';
import type { Call } from '../../call/CallState.ts';
import { SELF_ID } from '../../call/participants.ts';
import { useMessages } from '../../messages/useMessages.ts';

/** Milliseconds for which reactions are gathered. */
const PAUSE = 2_000;

export function ReactionNews({ call }: { readonly call: Call }) {
  const words = useMessages().reactions;
  const [text, setText] = useState('');

  useEffect(() => {
    let gathered: { id: string; reaction: Reaction }[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;

    function tell(): void {
      timer = undefined;
      const [only, ...more] = gathered;
      gathered = [];
      if (!only) return setText('');
      const name = call.get().participants.find(({ id }) => id === only.id)?.displayName ?? '';
      setText(more.length > 0 ? words.many(more.length + 1) : words.one(name, only.reaction));
      timer = setTimeout(tell, PAUSE);
    }

    const stop = call.reactions.watch((id, reaction) => {
      if (id === SELF_ID) return;
      gathered.push({ id, reaction });
      timer ??= setTimeout(tell, PAUSE / 10);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [call, words]);

  return <output className="visually-hidden">{text}</output>;
}
