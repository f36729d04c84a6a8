// A button that opens a few emoji to choose from.
import type { LucideIcon } from 'lucide-react';
import { IconButton } from './IconButton.tsx';
import popover from './Popover.module.css';
import styles from './EmojiMenu.module.css';
import { stepsOfRows, useMenu } from './useMenu.ts';

interface EmojiMenuAction {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly className?: string | undefined;
  readonly run: () => void;
}

interface EmojiMenuProps<E extends string> {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly emoji: readonly E[];
  /** How one of them is read. Without: as the emoji itself. */
  readonly nameOf?: (emoji: E) => string;
  readonly choose: (emoji: E) => void;
  /** Stays open after a choice, for the next one. */
  readonly stays?: boolean;
  readonly look?: 'plain' | 'bare';
  readonly className?: string | undefined;
  /** Something else to do, before the emoji. */
  readonly action?: EmojiMenuAction;
}

export function EmojiMenu<E extends string>(props: EmojiMenuProps<E>) {
  const { icon, label, emoji, nameOf, choose, stays = false, look = 'plain', className, action } = props;
  const ActionIcon = action?.icon;
  const { open, setOpen, close, button, menu, buttonProps, menuProps } = useMenu({
    first: '[data-emoji]',
    stepsOf: stepsOfRows,
  });

  return (
    <div className={`${styles.place} ${className ?? ''}`}>
      <IconButton ref={button} icon={icon} label={label} look={look} {...buttonProps} />
      {open && (
        <div ref={menu} {...menuProps} className={`${popover.popover} ${styles.menu}`} aria-label={label}>
          {action && ActionIcon && (
            <button
              type="button"
              role="menuitem"
              tabIndex={-1}
              className={`${styles.action} ${action.className ?? ''}`}
              onClick={() => {
                action.run();
                close();
              }}
            >
              <ActionIcon aria-hidden size={20} />
              {action.label}
            </button>
          )}
          {emoji.map((one) => (
            <button
              key={one}
              type="button"
              role="menuitem"
              tabIndex={-1}
              data-emoji
              className={styles.emoji}
              aria-label={nameOf?.(one) ?? one}
              onClick={() => {
                choose(one);
                if (!stays) setOpen(false);
              }}
            >
              {one}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
