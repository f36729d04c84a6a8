// Where one writes: to whom, what, an emoji. Enter sends, Shift and Enter begin a new line.
import { limits } from '@parley/protocol/constants';
import { Lock, SendHorizontal, Smile } from 'lucide-react';
import { useEffect, useId, useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import type { Chat, ChatPerson } from '../../call/chat/ChatState.ts';
import { charactersOver, cleanMessage } from '../../call/chat/messageText.ts';
import type { WatchedValue } from '../../call/WatchedValue.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { useStore } from '../../react/useStore.ts';
import { EmojiMenu } from '../../ui/EmojiMenu.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import styles from './Composer.module.css';
import { emoji } from './emoji.ts';

/** What one is writing. It outlives the panel. */
export interface Draft {
  readonly text: string;
  readonly to: ChatPerson | undefined;
}

interface ComposerProps {
  readonly chat: Chat;
  /** The others, to whom one may write alone. */
  readonly people: readonly ChatPerson[];
  readonly draft: WatchedValue<Draft>;
  /** Why one cannot write. What one was writing stays. */
  readonly barred: string | undefined;
  /** Whether one types here at once. */
  readonly focus: boolean;
}

export function Composer({ chat, people, draft, barred, focus }: ComposerProps) {
  const words = useMessages().chat;
  const { text, to } = useStore(draft);
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const hasLeft = to !== undefined && !people.some((person) => person.id === to.id);
  const over = charactersOver(cleanMessage(text));
  const ready = cleanMessage(text) !== '' && over === 0 && !hasLeft && barred === undefined;

  function change(next: Partial<Draft>): void {
    draft.set({ text, to, ...next });
  }

  function send(): void {
    if (!ready) return;
    chat.send(text, to);
    change({ text: '' });
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  }

  function insert(one: string): void {
    const input = field.current;
    const [from, until] = [input?.selectionStart ?? text.length, input?.selectionEnd ?? text.length];
    change({ text: text.slice(0, from) + one + text.slice(until) });
    input?.focus();
    requestAnimationFrame(() => input?.setSelectionRange(from + one.length, from + one.length));
  }

  useEffect(() => {
    if (focus) field.current?.focus();
  }, [focus]);

  // As high as its text, where CSS cannot say so.
  useLayoutEffect(() => {
    const input = field.current;
    if (!input || CSS.supports('field-sizing', 'content')) return;
    input.style.height = 'auto';
    input.style.height = `${input.scrollHeight + 2}px`;
  });

  return (
    <div className={styles.composer} data-private={to !== undefined}>
      <div className={styles.to}>
        {to && <Lock aria-hidden size={14} strokeWidth={2.2} />}
        <label htmlFor={`${id}-to`}>{words.to}</label>
        <select
          id={`${id}-to`}
          className={styles.whom}
          value={to?.id ?? ''}
          onChange={(event) => change({ to: people.find((person) => person.id === event.target.value) })}
        >
          <option value="">{words.everybody}</option>
          {people.map((person) => (
            <option key={person.id} value={person.id}>
              {person.displayName}
            </option>
          ))}
          {hasLeft && <option value={to.id}>{words.gone(to.displayName)}</option>}
        </select>
      </div>
      <div className={styles.row}>
        {barred === undefined && (
          <EmojiMenu
            icon={Smile}
            label={words.emoji}
            look="bare"
            className={styles.emoji}
            emoji={emoji}
            choose={insert}
          />
        )}
        <textarea
          ref={field}
          className={styles.field}
          rows={1}
          dir="auto"
          value={text}
          // Far more than can be sent, which is said, and not so much that the page would stand still over it.
          maxLength={4 * limits.messageLength}
          enterKeyHint="send"
          aria-label={words.write}
          aria-describedby={`${id}-problem`}
          // Whoever is writing keeps their place in it.
          readOnly={barred !== undefined}
          aria-disabled={barred !== undefined || undefined}
          aria-invalid={over > 0}
          placeholder={to ? words.placeholderTo(to.displayName) : words.placeholder}
          onChange={(event) => change({ text: event.target.value })}
          onKeyDown={onKeyDown}
        />
        <IconButton
          icon={SendHorizontal}
          label={words.send}
          className={styles.send}
          disabled={!ready}
          onClick={send}
        />
      </div>
      <output id={`${id}-problem`} className={styles.problem}>
        {barred ?? (over > 0 ? words.tooLong(over) : hasLeft && words.hasLeft(to.displayName))}
      </output>
    </div>
  );
}
