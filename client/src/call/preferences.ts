/** The devices that the person chose, remembered on this computer. */
export interface Preferences {
  get(device: RememberedDevice): string | undefined;
  set(device: RememberedDevice, id: string): void;
}

type RememberedDevice = 'camera' | 'microphone' | 'speaker';

const key = (device: RememberedDevice) => `parley.${device}`;

/** `storage` throws where the browser blocks it: then nothing is remembered, and nothing else is lost. */
export function createPreferences(storage: () => Pick<Storage, 'getItem' | 'setItem'>): Preferences {
  return {
    get(device) {
      try {
        return storage().getItem(key(device)) ?? undefined;
      } catch {
        return undefined;
      }
    },
    set(device, id) {
      try {
        storage().setItem(key(device), id);
      } catch {
        // Blocked or full.
      }
    },
  };
}
