// Nobody else is here yet: the link to send.
import { Copy } from 'lucide-react';
import { useMessages } from '../../messages/useMessages.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './Alone.module.css';

interface AloneProps {
  readonly link: string;
  readonly copyLink: () => void;
}

export function Alone({ link, copyLink }: AloneProps) {
  const words = useMessages().room;
  return (
    <section className={styles.alone} aria-label={words.alone}>
      <h2 className={styles.title}>{words.alone}</h2>
      <p className={styles.text}>{words.aloneText}</p>
      <div className={styles.row}>
        <bdi className={styles.link}>{link.replace(/^https?:\/\//, '')}</bdi>
        <Button look="primary" className={styles.copy} onClick={copyLink}>
          <Copy aria-hidden size={16} />
          {words.copy}
        </Button>
      </div>
    </section>
  );
}
