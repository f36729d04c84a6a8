// What every menu does that opens from a button: keys move in it, Escape closes it, the focus goes back.
import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';

const anyItem = '[role^="menuitem"]';

interface MenuKeys {
  /** What has the focus when it opens, before the first item. */
  readonly first: string;
  /** How far each key goes, from the item that has the focus. */
  readonly stepsOf: (items: readonly HTMLElement[], at: number) => Readonly<Record<string, number>>;
}

/** As a list goes. */
export function stepsOfList(items: readonly HTMLElement[], at: number): Record<string, number> {
  return { ArrowDown: 1, ArrowUp: -1, Home: -at, End: items.length - 1 - at };
}

/** As rows go, however many stand in one. */
export function stepsOfRows(items: readonly HTMLElement[], at: number): Record<string, number> {
  const top = items[at]?.offsetTop;
  const inRow = items.filter((item) => item.offsetTop === top).length;
  return { ...stepsOfList(items, at), ArrowRight: 1, ArrowLeft: -1, ArrowDown: inRow, ArrowUp: -inRow };
}

export function useMenu({ first, stepsOf }: MenuKeys) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!open) return;
    const find = (selector: string) => menu.current?.querySelector<HTMLElement>(selector);
    (find(first) ?? find(anyItem) ?? menu.current)?.focus();
  }, [open, first]);

  function close(): void {
    setOpen(false);
    button.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    const items = [...(menu.current?.querySelectorAll<HTMLElement>(anyItem) ?? [])];
    const at = Math.max(
      0,
      items.findIndex((item) => item === document.activeElement),
    );
    const step = stepsOf(items, at)[event.key];
    if (step !== undefined) items[(at + step + items.length) % items.length]?.focus();
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function onBlur(event: FocusEvent): void {
    if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
  }

  // A press must not take the focus from the open menu, or the blur would close it before the click does.
  const keepFocus = (event: { preventDefault(): void }): void => {
    if (open) event.preventDefault();
  };
  return {
    open,
    setOpen,
    close,
    button,
    menu,
    buttonProps: {
      'aria-haspopup': 'menu',
      'aria-expanded': open,
      onPointerDown: keepFocus,
      onMouseDown: keepFocus,
      onClick: () => (open ? close() : setOpen(true)),
    },
    menuProps: { role: 'menu', tabIndex: -1, onKeyDown, onBlur },
  } as const;
}
