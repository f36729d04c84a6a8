// The list: the recordings that this browser may see, or, with the operator's key, all of them.
import { useState } from 'react';
import { useFocusOnMount } from '../../react/useFocusOnMount.ts';
import { keepOperatorsKey, operatorsKey } from '../../recordings/access.ts';
import type { RecordingsApi } from '../../recordings/RecordingsApi.ts';
import { codeOf, type RecordingsErrorCode } from '../../recordings/RecordingsError.ts';
import { Button } from '../../ui/Button.tsx';
import { AllRecordings } from './AllRecordings.tsx';
import { HeldList } from './HeldList.tsx';
import { OperatorsKey } from './OperatorsKey.tsx';
import styles from './RecordingsPage.module.css';
import { useRecordingsWords } from './useRecordingsWords.ts';

export function RecordingsPage({ api }: { readonly api: RecordingsApi }) {
  const { words } = useRecordingsWords();
  const heading = useFocusOnMount<HTMLHeadingElement>();
  const [key, setKey] = useState(operatorsKey);
  const [problem, setProblem] = useState<RecordingsErrorCode>();

  async function give(given: string): Promise<void> {
    setProblem(undefined);
    try {
      await api.list(given);
    } catch (error) {
      return setProblem(codeOf(error));
    }
    keepOperatorsKey(given);
    setKey(given);
  }

  function forget(): void {
    keepOperatorsKey(undefined);
    setKey(undefined);
    heading.current?.focus();
  }

  return (
    <>
      <div className={styles.head}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {words.title}
        </h1>
        {key !== undefined && (
          <Button look="quiet" onClick={forget}>
            {words.key.forget}
          </Button>
        )}
      </div>
      {key === undefined ? (
        <>
          <HeldList api={api} removed={() => heading.current?.focus()} />
          <OperatorsKey problem={problem} give={(given) => void give(given)} />
        </>
      ) : (
        <AllRecordings key={key} api={api} operatorsKey={key} give={(given) => void give(given)} />
      )}
    </>
  );
}
