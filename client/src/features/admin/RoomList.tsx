// The rooms that are open. Each opens to the people in it.
import type { PersonState, RoomState, RoomSummary } from '@parley/protocol';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Ask } from '../../ui/Ask.tsx';
import { Button } from '../../ui/Button.tsx';
import { RoomPeople } from './RoomPeople.tsx';
import section from './Section.module.css';
import styles from './RoomList.module.css';
import { useAdminWords } from './useAdminWords.ts';

interface RoomListProps {
  readonly rooms: readonly RoomSummary[];
  readonly now: number;
  readonly ask: (roomId: string, signal: AbortSignal) => Promise<RoomState>;
  readonly end: (room: RoomSummary) => void;
  readonly remove: (roomId: string, person: PersonState) => Promise<void>;
}

export function RoomList({ rooms, now, ask, end, remove }: RoomListProps) {
  const { words, figures } = useAdminWords();
  const [open, setOpen] = useState<string>();
  const [ending, setEnding] = useState<RoomSummary>();
  return (
    <section className={section.section}>
      <h2 className={section.title}>{words.rooms.title}</h2>
      {rooms.length === 0 && <p className={section.quiet}>{words.rooms.none}</p>}
      <ul className={styles.rooms}>
        {rooms.map((room) => {
          const { roomId, name, openedAt, people, tracks, direct, recording, bitsIn, bitsOut } = room;
          const isOpen = open === roomId;
          return (
            <li key={roomId} className={styles.room}>
              <div className={styles.head}>
                <button
                  type="button"
                  className={styles.name}
                  aria-expanded={isOpen}
                  aria-controls={`people-${roomId}`}
                  onClick={() => setOpen(isOpen ? undefined : roomId)}
                >
                  <ChevronRight aria-hidden size={18} className={styles.arrow} />
                  <bdi>{name}</bdi>
                </button>
                <p className={styles.facts}>
                  <span>{`${words.figures.people}: ${figures.count(people)}`}</span>
                  <span>{words.rooms.tracks(tracks)}</span>
                  <span>{`↓ ${figures.bitrate(bitsIn)}`}</span>
                  <span>{`↑ ${figures.bitrate(bitsOut)}`}</span>
                  <span>{words.rooms.since(figures.clock(now - openedAt))}</span>
                  {recording && <span className={styles.recorded}>{words.rooms.recording[recording]}</span>}
                  {direct && <span>{words.rooms.direct}</span>}
                </p>
                <Button
                  className={styles.end}
                  aria-label={words.rooms.endNamed(name)}
                  onClick={() => setEnding(room)}
                >
                  {words.rooms.end}
                </Button>
              </div>
              <div id={`people-${roomId}`} hidden={!isOpen}>
                {isOpen && (
                  <RoomPeople
                    name={name}
                    roomId={roomId}
                    ask={(signal) => ask(roomId, signal)}
                    remove={(person) => remove(roomId, person)}
                  />
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {ending && (
        <Ask
          question={{
            ...words.rooms.ask,
            title: words.rooms.ask.title(ending.name),
            run: () => end(ending),
          }}
          close={() => setEnding(undefined)}
        />
      )}
    </section>
  );
}
