// What this browser remembers for the person. Where it keeps nothing for this page, nothing is remembered.

const keyOf = (name: string): string => `parley.${name}`;

export function remembered(name: string): string | undefined {
  try {
    return localStorage.getItem(keyOf(name)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** @param value Undefined to forget. */
export function remember(name: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(keyOf(name));
    else localStorage.setItem(keyOf(name), value);
  } catch {
    // Blocked or full.
  }
}
