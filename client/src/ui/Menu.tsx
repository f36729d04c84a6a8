// A menu of choices and actions that opens from a button.
import { Check, type LucideIcon } from 'lucide-react';
import { useLayoutEffect } from 'react';
import { IconButton } from './IconButton.tsx';
import popover from './Popover.module.css';
import styles from './Menu.module.css';
import { stepsOfList, useMenu } from './useMenu.ts';

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

export function Menu(props: MenuProps) {
  const { label, icon, groups = noGroups, actions = noActions, className, floating = false } = props;
  const { open, setOpen, close, button, menu, buttonProps, menuProps } = useMenu({
    // What one can do stands first. Where there is only to choose, one begins at what is chosen.
    first: actions.length === 0 ? '[aria-checked="true"]' : '[role="menuitem"]',
    stepsOf: stepsOfList,
  });

  useLayoutEffect(() => {
    if (open && floating && menu.current && button.current) floatAt(menu.current, button.current);
  }, [open, floating, menu, button]);

  return (
    <>
      <IconButton
        ref={button}
        icon={icon}
        label={label}
        className={className}
        disabled={groups.length + actions.length === 0}
        {...buttonProps}
        onKeyDown={(event) => event.key === 'ArrowUp' && setOpen(true)}
      />
      {open && (
        <div
          ref={menu}
          {...menuProps}
          className={[popover.popover, styles.menu, floating && styles.floating].filter(Boolean).join(' ')}
          popover={floating ? 'manual' : undefined}
          aria-label={label}
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
