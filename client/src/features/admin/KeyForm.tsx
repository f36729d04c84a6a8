// Asks for the operator's key, and tries it.
import { useState } from 'react';
import type { AdminApi } from '../../admin/AdminApi.ts';
import { useFocusOnMount } from '../../react/useFocusOnMount.ts';
import { codeOf, type RecordingsErrorCode } from '../../recordings/RecordingsError.ts';
import { KeyField } from '../../ui/KeyField.tsx';
import styles from './Admin.module.css';
import { problemText, useAdminWords } from './useAdminWords.ts';

interface KeyFormProps {
  readonly api: AdminApi;
  readonly keep: (key: string) => void;
}

export function KeyForm({ api, keep }: KeyFormProps) {
  const { words } = useAdminWords();
  const heading = useFocusOnMount<HTMLHeadingElement>();
  const [problem, setProblem] = useState<RecordingsErrorCode>();

  async function attempt(key: string): Promise<void> {
    setProblem(undefined);
    try {
      await api.node(key);
      keep(key);
    } catch (error) {
      setProblem(codeOf(error));
    }
  }

  return (
    <>
      <h1 ref={heading} tabIndex={-1} className={styles.title}>
        {words.title}
      </h1>
      <p className={styles.quiet}>{words.key.text}</p>
      <KeyField
        label={words.key.label}
        hint={words.key.hint}
        action={words.key.show}
        look="primary"
        className={styles.key}
        problem={problem && problemText(words, problem)}
        isWrong={problem === 'unauthorized'}
        give={(key) => void attempt(key)}
      />
    </>
  );
}
