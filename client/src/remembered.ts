// What this browser remembers for the person. Where it keeps nothing for this page, nothing is remembered.

const keyOf = (name: string): string => `parley.${name}`;

/** The browser keeps it for all of its tabs, or this tab does, as long as it is there, over reloads. */
type Keeper = 'browser' | 'tab';

const storageOf = (keeper: Keeper): Storage => (keeper === 'browser' ? localStorage : sessionStorage);

export function remembered(name: string, keeper: Keeper = 'browser'): string | undefined {
  try {
    return storageOf(keeper).getItem(keyOf(name)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** @param value Undefined to forget. */
export function remember(name: string, value: string | undefined, keeper: Keeper = 'browser'): void {
  try {
    if (value === undefined) storageOf(keeper).removeItem(keyOf(name));
    else storageOf(keeper).setItem(keyOf(name), value);
  } catch {
    // Blocked or full.
  }
}
