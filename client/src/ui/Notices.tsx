// Short news above the controls, read aloud as they come.
import { LoaderCircle, TriangleAlert, X } from 'lucide-react';
import { useMessages } from '../messages/useMessages.ts';
import { Button } from './Button.tsx';
import { IconButton } from './IconButton.tsx';
import styles from './Notices.module.css';

export interface Notice {
  readonly id: string;
  readonly text: string;
  readonly tone?: 'plain' | 'busy' | 'warning';
  readonly action?: { readonly label: string; readonly run: () => void };
  readonly dismiss?: () => void;
}

export function Notices({ notices }: { readonly notices: readonly Notice[] }) {
  const words = useMessages().room;
  return (
    <output className={styles.notices}>
      {notices.map(({ id, text, tone, action, dismiss }) => (
        <span key={id} className={styles.notice} data-asks={action !== undefined || dismiss !== undefined}>
          {tone === 'busy' && <LoaderCircle className={styles.busy} aria-hidden size={16} />}
          {tone === 'warning' && <TriangleAlert className={styles.warning} aria-hidden size={16} />}
          <span className={styles.text}>{text}</span>
          {action && (
            <Button className={styles.action} onClick={action.run}>
              {action.label}
            </Button>
          )}
          {dismiss && <IconButton look="bare" icon={X} label={words.dismiss} onClick={dismiss} />}
        </span>
      ))}
    </output>
  );
}
