// The people of one room, with how they are connected and what they send.
import type { PersonState, RoomState } from '@parley/protocol';
import { useState } from 'react';
import { standingOf, type Judged } from '../../admin/standing.ts';
import { systemClock } from '../../call/Clock.ts';
import { pageVisible } from '../../react/usePageVisible.ts';
import { Poll } from '../../recordings/Poll.ts';
import { Ask } from '../../ui/Ask.tsx';
import { Button } from '../../ui/Button.tsx';
import { usePoll } from '../recordings/usePoll.ts';
import styles from './RoomPeople.module.css';
import { problemText, useAdminWords } from './useAdminWords.ts';

interface RoomPeopleProps {
  readonly name: string;
  readonly roomId: string;
  readonly ask: (signal: AbortSignal) => Promise<RoomState>;
  readonly remove: (person: PersonState) => Promise<void>;
}

export function RoomPeople({ name, roomId, ask, remove }: RoomPeopleProps) {
  const { words } = useAdminWords();
  const [removing, setRemoving] = useState<PersonState>();
  const { asked, poll } = usePoll(
    () => new Poll<RoomState>({ ask, isMoving: () => true, clock: systemClock, visible: pageVisible }),
  );
  if (asked.state === 'asking') return <p className={styles.quiet}>{words.asking}</p>;
  if (asked.state === 'failed') {
    const text = asked.code === 'not_found' ? words.rooms.gone : problemText(words, asked.code);
    return <p className={styles.quiet}>{text}</p>;
  }
  const { people } = asked.answer;
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls on a narrow screen */}
      <section className={styles.scroll} aria-label={words.rooms.open(name)} tabIndex={0}>
        <table className={styles.people}>
          <thead>
            <tr>
              <th scope="col">{words.people.name}</th>
              <th scope="col">{words.people.path}</th>
              <th scope="col">{words.people.roundTrip}</th>
              <th scope="col">{words.people.lossIn}</th>
              <th scope="col">{words.people.lossOut}</th>
              <th scope="col">{words.people.bitsIn}</th>
              <th scope="col">{words.people.bitsOut}</th>
              <th scope="col">{words.people.tracks}</th>
              <th scope="col">{words.people.action}</th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <Person key={person.peerId} person={person} remove={() => setRemoving(person)} />
            ))}
          </tbody>
        </table>
      </section>
      <p className={styles.quiet}>{words.rooms.id(roomId)}</p>
      {removing && (
        <Ask
          question={{
            ...words.people.ask,
            title: words.people.ask.title(removing.displayName),
            run: () => void remove(removing).then(() => poll.refresh()),
          }}
          close={() => setRemoving(undefined)}
        />
      )}
    </>
  );
}

function Person({ person, remove }: { readonly person: PersonState; readonly remove: () => void }) {
  const { words, figures } = useAdminWords();
  const { displayName, role, away, path, roundTrip, lossIn, lossOut, bitsIn, bitsOut, tracks, peerId } =
    person;
  return (
    <tr>
      <th scope="row" title={peerId}>
        <bdi>{displayName}</bdi>
        <span className={styles.role}>
          {words.people.roles[role]}
          {away && ` · ${words.people.away}`}
        </span>
      </th>
      <td>{words.people.paths[path ?? 'none']}</td>
      <Figure what="roundTrip" value={roundTrip} format={figures.milliseconds} />
      <Figure what="loss" value={lossIn} format={figures.percent} />
      <Figure what="loss" value={lossOut} format={figures.percent} />
      <td>{figures.bitrate(bitsIn)}</td>
      <td>{figures.bitrate(bitsOut)}</td>
      <td>
        {tracks.length === 0 && words.people.none}
        <ul className={styles.tracks}>
          {tracks.map(({ trackId, source, muted, bits }) => (
            <li key={trackId}>
              {words.people.sources[source]}: {muted ? words.people.muted : figures.bitrate(bits)}
            </li>
          ))}
        </ul>
      </td>
      <td>
        <Button aria-label={words.people.removeNamed(displayName)} onClick={remove}>
          {words.people.remove}
        </Button>
      </td>
    </tr>
  );
}

interface FigureProps {
  readonly what: Judged;
  readonly value: number | undefined;
  readonly format: (value: number) => string;
}

/** One that is not normal says so, not by its colour alone. */
function Figure({ what, value, format }: FigureProps) {
  const { words } = useAdminWords();
  if (value === undefined) return <td>–</td>;
  const standing = standingOf(what, value);
  return (
    <td className={styles.figure} data-standing={standing}>
      {format(value)}
      {standing !== 'normal' && <span className={styles.mark}>{words.standing[standing]}</span>}
    </td>
  );
}
