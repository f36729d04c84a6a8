// The field for the operator's key.
import { KeyRound } from 'lucide-react';
import { useId, useRef, type SubmitEvent } from 'react';
import type { RecordingsErrorCode } from '../../recordings/RecordingsError.ts';
import { Button } from '../../ui/Button.tsx';
import field from '../../ui/Field.module.css';
import styles from './OperatorsKey.module.css';
import { useRecordingsWords } from './useRecordingsWords.ts';

interface OperatorsKeyProps {
  /** Why the last one showed nothing. */
  readonly problem: RecordingsErrorCode | undefined;
  readonly give: (key: string) => void;
}

export function OperatorsKey({ problem, give }: OperatorsKeyProps) {
  const { words } = useRecordingsWords();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const key = input.current?.value.trim() ?? '';
    if (key === '') input.current?.focus();
    else give(key);
  }

  return (
    <details className={styles.key} open={problem !== undefined || undefined}>
      <summary className={styles.open}>
        <KeyRound aria-hidden size={16} />
        {words.key.open}
      </summary>
      <form className={`${field.field} ${styles.form}`} onSubmit={submit} noValidate>
        <label className={field.label} htmlFor={id}>
          {words.key.label}
        </label>
        <div className={styles.row}>
          <input
            ref={input}
            id={id}
            className={field.input}
            type="password"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            aria-invalid={problem === 'unauthorized'}
            aria-describedby={`${id}-problem ${id}-hint`}
          />
          <Button type="submit">{words.key.show}</Button>
        </div>
        <output id={`${id}-problem`} className={field.error}>
          {problem === 'unauthorized' ? words.key.wrong : problem && words.problems[problem]}
        </output>
        <p id={`${id}-hint`} className={styles.hint}>
          {words.key.hint}
        </p>
      </form>
    </details>
  );
}
