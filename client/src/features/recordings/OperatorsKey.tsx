// The field for the operator's key.
import { KeyRound } from 'lucide-react';
import type { RecordingsErrorCode } from '../../recordings/RecordingsError.ts';
import { KeyField } from '../../ui/KeyField.tsx';
import styles from './OperatorsKey.module.css';
import { useRecordingsWords } from './useRecordingsWords.ts';

interface OperatorsKeyProps {
  /** Why the last one showed nothing. */
  readonly problem: RecordingsErrorCode | undefined;
  readonly give: (key: string) => void;
}

export function OperatorsKey({ problem, give }: OperatorsKeyProps) {
  const { words } = useRecordingsWords();
  return (
    <details className={styles.key} open={problem !== undefined || undefined}>
      <summary className={styles.open}>
        <KeyRound aria-hidden size={16} />
        {words.key.open}
      </summary>
      <KeyField
        label={words.key.label}
        hint={words.key.hint}
        action={words.key.show}
        className={styles.form}
        problem={problem === 'unauthorized' ? words.key.wrong : problem && words.problems[problem]}
        isWrong={problem === 'unauthorized'}
        give={give}
      />
    </details>
  );
}
