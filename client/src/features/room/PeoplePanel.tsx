// Who is in the room; who has raised a hand stands first, in the order of the queue.
import { ArrowDown, Hand, Mic, MicOff, SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import type { CallState, Hosting, Levels } from '../../call/CallState.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { useSpeakingMark } from '../../react/useSpeakingMark.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { HostDialog } from './hosting/HostDialog.tsx';
import { PersonMenu } from './hosting/PersonMenu.tsx';
import { WaitingPeople } from './hosting/WaitingPeople.tsx';
import styles from './PeoplePanel.module.css';

interface PeoplePanelProps {
  readonly state: CallState;
  readonly hosting: Hosting;
  readonly levels: Levels;
  readonly lowerHandOf: (participantId: string) => void;
  readonly close: () => void;
}

export function PeoplePanel({ state, hosting, levels, lowerHandOf, close }: PeoplePanelProps) {
  const { participants, role: own, rules, waiting } = state;
  const isHost = own === 'host';
  const [controlsOpen, setControlsOpen] = useState(false);
  const messages = useMessages();
  const words = messages.room;
  const raised = participants.filter(({ hand }) => hand !== undefined);
  const people = [
    ...raised.toSorted((one, other) => (one.hand ?? 0) - (other.hand ?? 0)),
    ...participants.filter(({ hand }) => hand === undefined),
  ];
  return (
    <Panel
      label={words.peopleTitle}
      title={messages.people(participants.length)}
      close={close}
      buttons={
        isHost && (
          <IconButton
            icon={SlidersHorizontal}
            label={messages.hosting.title}
            look="bare"
            onClick={() => setControlsOpen(true)}
          />
        )
      }
    >
      {controlsOpen && rules && (
        <HostDialog rules={rules} hosting={hosting} close={() => setControlsOpen(false)} />
      )}
      {waiting.length > 0 && <WaitingPeople waiting={waiting} hosting={hosting} />}
      <ul className={styles.list}>
        {people.map((person) => {
          const { id, displayName, isSelf, role, microphone, hand } = person;
          const roleName = role === 'participant' ? '' : messages.hosting.roles[role];
          const muted = !microphone || microphone.muted;
          return (
            <li key={id} className={styles.person}>
              <Avatar id={id} name={displayName} className={styles.avatar} />
              <span className={styles.who}>
                <bdi className={styles.name}>{isSelf ? words.you(displayName) : displayName}</bdi>
                {roleName !== '' && <span className={styles.role}>{roleName}</span>}
                {hand !== undefined && (
                  <span className={styles.hand}>
                    <Hand aria-hidden size={16} />
                    <span className="visually-hidden">{messages.hands.raisedAs(hand)}</span>
                    <span aria-hidden>{messages.hands.place(hand)}</span>
                  </span>
                )}
              </span>
              {hand !== undefined && isHost && !isSelf && (
                <IconButton
                  icon={ArrowDown}
                  label={messages.hands.lowerOf(displayName)}
                  look="bare"
                  onClick={() => lowerHandOf(id)}
                />
              )}
              {muted ? (
                <>
                  <MicOff aria-hidden size={18} />
                  <span className="visually-hidden">{words.muted}</span>
                </>
              ) : (
                <OpenMicrophone levels={levels} participantId={id} />
              )}
              {isHost && <PersonMenu person={person} hosting={hosting} />}
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
