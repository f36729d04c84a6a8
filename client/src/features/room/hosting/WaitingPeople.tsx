// Who stands before the door, for whoever may open it.
import { Check, X } from 'lucide-react';
import type { Waiting } from '@parley/protocol';
import type { Hosting } from '../../../call/CallState.ts';
import { useMessages } from '../../../messages/useMessages.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import styles from './WaitingPeople.module.css';

interface WaitingPeopleProps {
  readonly waiting: readonly Waiting[];
  readonly hosting: Hosting;
}

export function WaitingPeople({ waiting, hosting }: WaitingPeopleProps) {
  const words = useMessages().hosting.waiting;
  return (
    <section className={styles.waiting} aria-label={words.title}>
      <header className={styles.header}>
        <h3 className={styles.title}>{words.title}</h3>
        {waiting.length > 1 && (
          <Button onClick={() => hosting.admit(waiting.map(({ id }) => id))}>{words.admitAll}</Button>
        )}
      </header>
      <ul>
        {waiting.map(({ id, displayName }) => (
          <li key={id} className={styles.person}>
            <Avatar id={id} name={displayName} className={styles.avatar} />
            <bdi className={styles.name}>{displayName}</bdi>
            <IconButton icon={Check} label={words.admit(displayName)} onClick={() => hosting.admit([id])} />
            <IconButton
              icon={X}
              label={words.deny(displayName)}
              look="bare"
              onClick={() => hosting.deny(id)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
