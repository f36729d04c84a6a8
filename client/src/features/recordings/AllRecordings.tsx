// What the operator's key shows.
import { systemClock } from '../../call/Clock.ts';
import { pageVisible } from '../../react/usePageVisible.ts';
import { isMoving } from '../../recordings/isMoving.ts';
import { Poll } from '../../recordings/Poll.ts';
import type { RecordingsApi } from '../../recordings/RecordingsApi.ts';
import { AllList } from './AllList.tsx';
import { OperatorsKey } from './OperatorsKey.tsx';
import { usePoll } from './usePoll.ts';
import { useRecordingsWords } from './useRecordingsWords.ts';

interface AllRecordingsProps {
  readonly api: RecordingsApi;
  readonly operatorsKey: string;
  /** Another key. */
  readonly give: (key: string) => void;
}

export function AllRecordings({ api, operatorsKey, give }: AllRecordingsProps) {
  const { words } = useRecordingsWords();
  const { asked } = usePoll(
    () =>
      new Poll({
        ask: (signal) => api.list(operatorsKey, signal),
        isMoving: ({ recordings }) => recordings.some(isMoving),
        clock: systemClock,
        visible: pageVisible,
      }),
  );
  switch (asked.state) {
    case 'asking':
      return <output>{words.card.asking}</output>;
    case 'there':
      return <AllList api={api} list={asked.answer} />;
    case 'failed':
      return <OperatorsKey problem={asked.code} give={give} />;
    default:
      return asked satisfies never;
  }
}
