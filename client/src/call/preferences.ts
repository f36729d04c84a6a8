/** What the person chose, remembered on this computer: devices, what is done to their sound, what a screen is best for. */
export interface Preferences {
  get(name: Remembered): string | undefined;
  set(name: Remembered, value: string): void;
}

type Remembered =
  'camera' | 'microphone' | 'speaker' | 'echoCancellation' | 'automaticGain' | 'noise' | 'screen';

const key = (name: Remembered) => `parley.${name}`;

/** `storage` throws where the browser blocks it: then nothing is remembered, and nothing else is lost. */
export function createPreferences(storage: () => Pick<Storage, 'getItem' | 'setItem'>): Preferences {
  return {
    get(name) {
      try {
        return storage().getItem(key(name)) ?? undefined;
      } catch {
        return undefined;
      }
    },
    set(name, value) {
      try {
        storage().setItem(key(name), value);
      } catch {
        // Blocked or full.
      }
    },
  };
}
