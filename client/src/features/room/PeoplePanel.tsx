// Who is in the room, beside the stage; on a phone below it. It covers nobody.
import { Mic, MicOff, X } from 'lucide-react';
import type { Participant } from '../../call/CallState.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { useFocusOnMount } from '../../react/useFocusOnMount.ts';
import { useShortcuts } from '../../react/useShortcuts.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import styles from './PeoplePanel.module.css';

interface PeoplePanelProps {
  readonly participants: readonly Participant[];
  readonly close: () => void;
}

export function PeoplePanel({ participants, close }: PeoplePanelProps) {
  const messages = useMessages();
  const words = messages.room;
  useShortcuts({ escape: close });
  const heading = useFocusOnMount<HTMLHeadingElement>();
  return (
    <aside className={styles.panel} aria-label={words.peopleTitle}>
      <header className={styles.header}>
        <h2 ref={heading} tabIndex={-1} className={styles.title}>
          {messages.people(participants.length)}
        </h2>
        <IconButton icon={X} label={words.close} look="bare" className={styles.close} onClick={close} />
      </header>
      <ul className={styles.list}>
        {participants.map(({ id, displayName, isSelf, microphone, speaking }) => {
          const muted = !microphone || microphone.muted;
          return (
            <li key={id} className={styles.person}>
              <Avatar id={id} name={displayName} className={styles.avatar} />
              <bdi className={styles.name}>{isSelf ? words.you(displayName) : displayName}</bdi>
              {muted ? (
                <>
                  <MicOff aria-hidden size={18} />
                  <span className="visually-hidden">{words.muted}</span>
                </>
              ) : (
                <Mic className={styles.microphone} data-speaking={speaking > 0} aria-hidden size={18} />
              )}
            </li>
          );
        })}
      </ul>
    </aside>
  );
}
