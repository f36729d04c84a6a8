// The server as it is, asked for anew every two seconds.
import type { NodeState } from '@parley/protocol';
import { useState } from 'react';
import type { AdminApi } from '../../admin/AdminApi.ts';
import { NodeHistory } from '../../admin/NodeHistory.ts';
import { systemClock } from '../../call/Clock.ts';
import { useFocusOnMount } from '../../react/useFocusOnMount.ts';
import { pageVisible } from '../../react/usePageVisible.ts';
import { useStore } from '../../react/useStore.ts';
import { Poll } from '../../recordings/Poll.ts';
import { codeOf } from '../../recordings/RecordingsError.ts';
import { Button } from '../../ui/Button.tsx';
import { usePoll } from '../recordings/usePoll.ts';
import { News } from '../TallPage.tsx';
import styles from './Admin.module.css';
import { DrainControl } from './DrainControl.tsx';
import { ErrorList } from './ErrorList.tsx';
import { Figures } from './Figures.tsx';
import { RoomList } from './RoomList.tsx';
import { Storage } from './Storage.tsx';
import { TurnFigures } from './TurnFigures.tsx';
import { problemText, useAdminWords } from './useAdminWords.ts';
import { WorkerList } from './WorkerList.tsx';

interface NodeViewProps {
  readonly api: AdminApi;
  readonly past: readonly NodeState[];
  readonly operatorsKey: string;
  readonly forget: () => void;
}

export function NodeView({ api, past, operatorsKey, forget }: NodeViewProps) {
  const { words, figures } = useAdminWords();
  const heading = useFocusOnMount<HTMLHeadingElement>();
  const [history] = useState(() => new NodeHistory(past));
  const samples = useStore(history);
  const { asked, poll } = usePoll(
    () =>
      new Poll<NodeState>({
        ask: async (signal) => {
          const state = await api.node(operatorsKey, signal);
          history.add(state);
          return state;
        },
        isMoving: () => true,
        clock: systemClock,
        visible: pageVisible,
      }),
  );
  /** What has just been done, or could not be. */
  const [news, setNews] = useState<string>();

  /** @returns Whether it was done. */
  async function run(task: () => Promise<unknown>, done?: string): Promise<void> {
    try {
      await task();
      setNews(done);
    } catch (error) {
      setNews(words.drain.failed(problemText(words, codeOf(error))));
    }
    await poll.refresh();
  }

  return (
    <>
      <div className={styles.head}>
        <div>
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {words.title}
          </h1>
          {asked.state === 'there' && (
            <p className={styles.quiet}>
              {words.runs(asked.answer.version, figures.date(asked.answer.startedAt))}
            </p>
          )}
        </div>
        <Button look="quiet" onClick={forget}>
          {words.key.forget}
        </Button>
      </div>
      <News text={news} />
      {asked.state === 'asking' && <p className={styles.quiet}>{words.asking}</p>}
      {asked.state === 'failed' && (
        <p className={styles.alarm} role="alert">
          {problemText(words, asked.code)}
        </p>
      )}
      {asked.state === 'there' && asked.stale && (
        <p className={styles.alarm} role="alert">
          {words.stale(figures.time(asked.answer.at))}
        </p>
      )}
      {asked.state === 'there' && (
        <>
          {!asked.stale && (
            <DrainControl
              state={asked.answer}
              start={(seconds) => void run(() => api.drain(operatorsKey, seconds))}
              cancel={() => void run(() => api.cancelDrain(operatorsKey))}
            />
          )}
          <Figures state={asked.answer} samples={samples} />
          <RoomList
            rooms={asked.answer.rooms}
            now={asked.answer.at}
            ask={(roomId, signal) => api.room(operatorsKey, roomId, signal)}
            end={({ roomId, name }) =>
              void run(() => api.endRoom(operatorsKey, roomId), words.rooms.ended(name))
            }
            remove={(roomId, { peerId, displayName }) =>
              run(() => api.removePerson(operatorsKey, roomId, peerId), words.people.removed(displayName))
            }
          />
          <div className={styles.columns}>
            <WorkerList workers={asked.answer.workers} />
            <TurnFigures turn={asked.answer.turn} />
            <Storage node={asked.answer} />
            <ErrorList errors={asked.answer.errors} />
          </div>
        </>
      )}
    </>
  );
}
