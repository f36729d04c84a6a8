// A button that opens a few emoji to choose from: arrow keys move, Escape closes, the focus goes back.
import type { LucideIcon } from 'lucide-react';
import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import styles from './EmojiMenu.module.css';
import { IconButton } from './IconButton.tsx';

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
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (open) menu.current?.querySelector<HTMLElement>('[role="menuitem"][data-emoji]')?.focus();
  }, [open]);

  function close(): void {
    setOpen(false);
    button.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    const items = [...(menu.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
    const at = items.findIndex((item) => item === document.activeElement);
    const top = items[at]?.offsetTop;
    const inRow = items.filter((item) => item.offsetTop === top).length;
    const steps: Record<string, number> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: inRow,
      ArrowUp: -inRow,
      Home: -at,
      End: items.length - 1 - at,
    };
    const step = steps[event.key];
    if (step !== undefined) items[(at + step + items.length) % items.length]?.focus();
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function onBlur(event: FocusEvent): void {
    if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
  }

  return (
    <div className={`${styles.place} ${className ?? ''}`}>
      <IconButton
        ref={button}
        icon={icon}
        label={label}
        look={look}
        aria-haspopup="menu"
        aria-expanded={open}
        // A press must not take the focus from the open menu, or the blur would close it before the click does.
        onPointerDown={(event) => open && event.preventDefault()}
        onMouseDown={(event) => open && event.preventDefault()}
        onClick={() => (open ? close() : setOpen(true))}
      />
      {open && (
        <div
          ref={menu}
          className={styles.menu}
          role="menu"
          tabIndex={-1}
          aria-label={label}
          onKeyDown={onKeyDown}
          onBlur={onBlur}
        >
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
