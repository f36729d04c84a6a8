// The name a person goes by, remembered in this browser.

const key = 'parley.name';

export function rememberedName(): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return ''; // The browser keeps nothing for this page.
  }
}

export function rememberName(name: string): void {
  try {
    localStorage.setItem(key, name);
  } catch {
    // It will be asked again.
  }
}
