// A round-cornered button with an icon: its label is read, and shown as a tooltip with its shortcut.
import type { LucideIcon } from 'lucide-react';
import { useId, type ComponentProps } from 'react';
import styles from './IconButton.module.css';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly icon: LucideIcon;
  readonly label: string;
  /** The key that does the same. */
  readonly shortcut?: string;
  readonly look?: 'plain' | 'active' | 'on' | 'off' | 'leave' | 'bare';
  /** Something needs attention here. */
  readonly alert?: boolean;
  /** Why a press does nothing. It can be pressed nevertheless, and whoever is asked says why. */
  readonly barred?: string | undefined;
  readonly text?: string;
  /** How many things wait here. */
  readonly count?: number;
}

export function IconButton({
  icon: Icon,
  label,
  shortcut,
  look = 'plain',
  alert = false,
  barred,
  text,
  count = 0,
  className,
  ...rest
}: IconButtonProps) {
  const tooltip = useId();
  return (
    <button
      type="button"
      className={[styles.button, styles[look], className].filter(Boolean).join(' ')}
      aria-label={label}
      aria-keyshortcuts={shortcut}
      aria-disabled={barred !== undefined || undefined}
      aria-describedby={barred === undefined ? undefined : tooltip}
      {...rest}
    >
      <Icon aria-hidden size={20} strokeWidth={1.9} />
      {text !== undefined && <span className={styles.text}>{text}</span>}
      {count > 0 && (
        <span className={styles.count} aria-hidden>
          {count > 99 ? '99+' : count}
        </span>
      )}
      {alert && <span className={styles.alert} aria-hidden />}
      <span id={tooltip} className={styles.tooltip} aria-hidden>
        {barred ?? label}
        {shortcut !== undefined && barred === undefined && <kbd className={styles.key}>{shortcut}</kbd>}
      </span>
    </button>
  );
}
