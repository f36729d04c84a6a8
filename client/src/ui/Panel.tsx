// What stands beside the stage, on a phone below it: it covers nobody. Escape closes it.
import { X } from 'lucide-react';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useMessages } from '../messages/useMessages.ts';
import { useFocusOnMount } from '../react/useFocusOnMount.ts';
import { useShortcuts } from '../react/useShortcuts.ts';
import { IconButton } from './IconButton.tsx';
import styles from './Panel.module.css';

interface PanelProps {
  readonly label: string;
  readonly title: string;
  readonly close: () => void;
  /** Whether the focus goes to its title when it opens, and not to something in it. */
  readonly focusTitle?: boolean;
  /** Beside the one that closes it. */
  readonly buttons?: ReactNode;
  readonly children: ReactNode;
}

export function Panel({ label, title, close, focusTitle = true, buttons, children }: PanelProps) {
  const words = useMessages().room;
  const [opener] = useState(() => document.activeElement);
  const heading = useFocusOnMount<HTMLHeadingElement>();
  useShortcuts({ escape: leave });

  function leave(): void {
    close();
    // Where it came from: the button.
    if (opener instanceof HTMLElement) opener.focus();
  }

  /** Also while somebody types in it, which is no time for shortcuts. */
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    event.stopPropagation();
    leave();
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- what is typed in it comes by here
    <aside className={styles.panel} aria-label={label} onKeyDown={onKeyDown}>
      <header className={styles.header}>
        <h2 ref={focusTitle ? heading : undefined} tabIndex={-1} className={styles.title}>
          {title}
        </h2>
        <div className={styles.buttons}>
          {buttons}
          <IconButton icon={X} label={words.close} look="bare" onClick={leave} />
        </div>
      </header>
      {children}
    </aside>
  );
}
