// Asks before something that cannot be taken back.
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import styles from './Ask.module.css';

export interface Question {
  readonly title: string;
  readonly text: string;
  /** What is done on yes, in a word or two. */
  readonly yes: string;
  readonly no: string;
  readonly run: () => void;
}

export function Ask({ question, close }: { readonly question: Question; readonly close: () => void }) {
  const { title, text, yes, no, run } = question;
  return (
    <Dialog title={title} close={close}>
      <p className={styles.text}>{text}</p>
      <div className={styles.ways}>
        <Button onClick={close}>{no}</Button>
        <Button
          className={styles.yes}
          onClick={() => {
            close();
            run();
          }}
        >
          {yes}
        </Button>
      </div>
    </Dialog>
  );
}
