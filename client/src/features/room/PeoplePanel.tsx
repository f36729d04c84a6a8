// Who is in the room; who has raised a hand stands first, in the order of the queue.
import { Hand, Mic, MicOff } from 'lucide-react';
import type { Levels, Participant } from '../../call/CallState.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { useSpeakingMark } from '../../react/useSpeakingMark.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Panel } from '../../ui/Panel.tsx';
import styles from './PeoplePanel.module.css';

interface PeoplePanelProps {
  readonly participants: readonly Participant[];
  readonly levels: Levels;
  readonly close: () => void;
}

export function PeoplePanel({ participants, levels, close }: PeoplePanelProps) {
  const messages = useMessages();
  const words = messages.room;
  const people = participants.toSorted(
    (one, other) => (one.hand ?? Infinity) - (other.hand ?? Infinity) || 0,
  );
  return (
    <Panel label={words.peopleTitle} title={messages.people(participants.length)} close={close}>
      <ul className={styles.list}>
        {people.map(({ id, displayName, isSelf, microphone, hand }) => {
          const muted = !microphone || microphone.muted;
          return (
            <li key={id} className={styles.person}>
              <Avatar id={id} name={displayName} className={styles.avatar} />
              <bdi className={styles.name}>{isSelf ? words.you(displayName) : displayName}</bdi>
              {hand !== undefined && (
                <span className={styles.hand}>
                  <Hand aria-hidden size={16} />
                  <span className="visually-hidden">{messages.hands.raisedAs(hand)}</span>
                  <span aria-hidden>{messages.hands.place(hand)}</span>
                </span>
              )}
              {muted ? (
                <>
                  <MicOff aria-hidden size={18} />
                  <span className="visually-hidden">{words.muted}</span>
                </>
              ) : (
                <OpenMicrophone levels={levels} participantId={id} />
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

function OpenMicrophone({ levels, participantId }: { levels: Levels; participantId: string }) {
  const element = useSpeakingMark<SVGSVGElement>(levels, participantId);
  return <Mic ref={element} className={styles.microphone} aria-hidden size={18} />;
}
