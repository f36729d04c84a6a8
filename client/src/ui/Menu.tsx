// A menu of choices and actions that opens from a button: arrow keys move, Escape closes, the focus goes back.
import { Check, type LucideIcon } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import { IconButton } from './IconButton.tsx';
import styles from './Menu.module.css';

export interface MenuGroup {
  readonly label: string;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  readonly chosen: string | undefined;
  readonly choose: (id: string) => void;
}

export interface MenuAction {
  readonly id: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
}

interface MenuProps {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly groups?: readonly MenuGroup[];
  readonly actions?: readonly MenuAction[];
  readonly className?: string | undefined;
  /** Above everything, at the button: for one that stands where there is no room for a menu. */
  readonly floating?: boolean;
}

const noGroups: readonly MenuGroup[] = [];
const noActions: readonly MenuAction[] = [];
/** Pixels between a menu and the edge of the window. */
const EDGE = 8;
const anyItem = '[role^="menuitem"]';

export function Menu(props: MenuProps) {
  const { label, icon, groups = noGroups, actions = noActions, className, floating = false } = props;
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const onlyChoices = actions.length === 0;

  function items(): HTMLElement[] {
    return [...(menu.current?.querySelectorAll<HTMLElement>(anyItem) ?? [])];
  }

  function close(): void {
    setOpen(false);
    button.current?.focus();
  }

  useLayoutEffect(() => {
    if (open && floating && menu.current && button.current) floatAt(menu.current, button.current);
  }, [open, floating]);

  useEffect(() => {
    if (!open) return;
    // What one can do stands first. Where there is only to choose, one begins at what is chosen.
    const chosen = menu.current?.querySelector<HTMLElement>('[aria-checked="true"]');
    const first = menu.current?.querySelector<HTMLElement>(anyItem);
    ((onlyChoices ? chosen : undefined) ?? first ?? menu.current)?.focus();
  }, [open, onlyChoices]);

  function onKeyDown(event: KeyboardEvent): void {
    const all = items();
    const at = all.findIndex((item) => item === document.activeElement);
    const targets: Record<string, number> = {
      ArrowDown: (at + 1) % all.length,
      ArrowUp: at <= 0 ? all.length - 1 : at - 1,
      Home: 0,
      End: all.length - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) all[target]?.focus();
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function onBlur(event: FocusEvent): void {
    if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
  }

  return (
    <>
      <IconButton
        ref={button}
        icon={icon}
        label={label}
        className={className}
        disabled={groups.length + actions.length === 0}
        aria-haspopup="menu"
        aria-expanded={open}
        // A press must not take the focus from the open menu, or the blur would close it before the click does.
        onPointerDown={(event) => open && event.preventDefault()}
        onMouseDown={(event) => open && event.preventDefault()}
        onClick={() => (open ? close() : setOpen(true))}
        onKeyDown={(event) => event.key === 'ArrowUp' && setOpen(true)}
      />
      {open && (
        <div
          ref={menu}
          className={floating ? `${styles.menu} ${styles.floating}` : styles.menu}
          role="menu"
          popover={floating ? 'manual' : undefined}
          tabIndex={-1}
          aria-label={label}
          onKeyDown={onKeyDown}
          onBlur={onBlur}
        >
          {actions.map(({ id, label: text, icon: Icon, run }) => (
            <button
              key={id}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className={styles.item}
              onClick={() => {
                close();
                run();
              }}
            >
              <Icon aria-hidden size={18} />
              <span className={styles.label}>{text}</span>
            </button>
          ))}
          {groups.map((group) => (
            <fieldset key={group.label} className={styles.group}>
              <legend className={styles.heading}>{group.label}</legend>
              {group.choices.map((choice) => (
                <button
                  key={choice.id}
                  type="button"
                  role="menuitemradio"
                  aria-checked={choice.id === group.chosen}
                  tabIndex={-1}
                  className={styles.item}
                  onClick={() => {
                    group.choose(choice.id);
                    close();
                  }}
                >
                  <Check className={styles.check} aria-hidden size={16} />
                  <span className={styles.label}>{choice.label}</span>
                </button>
              ))}
            </fieldset>
          ))}
        </div>
      )}
    </>
  );
}

/** Below the button, or above it where there is no room; always inside the window. */
function floatAt(menu: HTMLElement, button: HTMLElement): void {
  menu.showPopover();
  const at = button.getBoundingClientRect();
  const left = Math.min(at.right, window.innerWidth - EDGE) - menu.offsetWidth;
  const isBelow = at.bottom + menu.offsetHeight + EDGE <= window.innerHeight;
  const top = isBelow ? at.bottom : at.top - menu.offsetHeight;
  menu.style.left = `${Math.max(EDGE, left)}px`;
  menu.style.top = `${Math.max(EDGE, Math.min(top, window.innerHeight - menu.offsetHeight - EDGE))}px`;
}
