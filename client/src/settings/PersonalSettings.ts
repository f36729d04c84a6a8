import type { Store } from '../call/CallState.ts';
import { WatchedValue } from '../call/WatchedValue.ts';

export const appearances = ['system', 'dark', 'light'] as const;
export type Appearance = (typeof appearances)[number];

/** What a person has set for themselves, beside their devices. */
export interface PersonalSettings {
  readonly appearance: Appearance;
  /** Single keys that act (WCAG 2.1.4: they can be switched off). */
  readonly shortcuts: boolean;
  /** Short sounds for what happens in the room. */
  readonly sounds: boolean;
}

interface Memory {
  read(name: string): string | undefined;
  write(name: string, value: string): void;
}

const defaults: PersonalSettings = { appearance: 'system', shortcuts: true, sounds: true };

/** The settings, each remembered as it is changed. What is remembered and makes no sense is as if it were not. */
export class KeptSettings implements Store<PersonalSettings> {
  readonly #memory: Memory;
  readonly #state: WatchedValue<PersonalSettings>;

  constructor(memory: Memory) {
    this.#memory = memory;
    this.#state = new WatchedValue({
      appearance: appearances.find((one) => one === memory.read('appearance')) ?? defaults.appearance,
      shortcuts: flag(memory.read('shortcuts')) ?? defaults.shortcuts,
      sounds: flag(memory.read('sounds')) ?? defaults.sounds,
    });
  }

  get(): PersonalSettings {
    return this.#state.get();
  }

  subscribe(listener: () => void): () => void {
    return this.#state.subscribe(listener);
  }

  change(change: Partial<PersonalSettings>): void {
    this.#state.set({ ...this.get(), ...change });
    for (const [name, value] of Object.entries(change)) this.#memory.write(name, String(value));
  }
}

function flag(text: string | undefined): boolean | undefined {
  return text === 'true' ? true : text === 'false' ? false : undefined;
}
