// The text of a message, as it was written: links can be followed, code is set as code, nothing is fetched.
import { memo, useMemo } from 'react';
import { messageParts, type MessagePart } from './messageParts.ts';
import styles from './MessageText.module.css';

export const MessageText = memo(function MessageText({ text }: { readonly text: string }) {
  const parts = useMemo(() => messageParts(text), [text]);
  return (
    <div className={styles.text} dir="auto">
      {parts.map((part, index) => (
        // Nothing in a text ever moves.
        // oxlint-disable-next-line react/no-array-index-key
        <Part key={index} part={part} />
      ))}
    </div>
  );
});

function Part({ part }: { readonly part: MessagePart }) {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'code':
      return (
        <code className={styles.code} dir="ltr">
          {part.text}
        </code>
      );
    case 'block':
      return (
        <pre className={styles.block} dir="ltr">
          <code>{part.text}</code>
        </pre>
      );
    case 'link':
      return (
        <a className={styles.link} href={part.href} target="_blank" rel="noopener noreferrer">
          {part.text}
        </a>
      );
    default:
      return part satisfies never;
  }
}
