// The report of a check, to be copied.
import { Copy } from 'lucide-react';
import { useId, useState } from 'react';
import type { CheckMessages } from '../../messages/en/check.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './CheckPage.module.css';

interface CheckReportProps {
  readonly words: CheckMessages['report'];
  readonly text: string;
}

export function CheckReport({ words, text }: CheckReportProps) {
  // It stays as it was when the check was over.
  const [kept] = useState(text);
  const [outcome, setOutcome] = useState<'copied' | 'notCopied'>();
  const id = useId();

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(kept);
      setOutcome('copied');
    } catch {
      setOutcome('notCopied');
    }
  }

  return (
    <section className={styles.report}>
      <h2 id={id} className={styles.reportTitle}>
        {words.title}
      </h2>
      <p className={styles.text}>{words.text}</p>
      <div className={styles.copy}>
        <Button onClick={() => void copy()}>
          <Copy aria-hidden size={16} />
          {words.copy}
        </Button>
        <output className={styles.text}>{outcome && words[outcome]}</output>
      </div>
      <textarea className={styles.reportText} aria-labelledby={id} readOnly rows={18} value={kept} />
    </section>
  );
}
