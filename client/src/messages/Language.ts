import type { Store } from '../call/CallState.ts';
import { WatchedValue } from '../call/WatchedValue.ts';
import { en } from './en.ts';
import type { Messages } from './Messages.ts';

/** The languages that there are, each by its own name and its tag (RFC 5646). */
export const languages = {
  en: { name: 'English', tag: 'en' },
  zh: { name: '简体中文', tag: 'zh-Hans' },
} as const;

export type LanguageId = keyof typeof languages;

export interface LanguageState {
  /** What the person chose. Undefined: as the browser has it. */
  readonly chosen: LanguageId | undefined;
  /** What the page speaks now. Behind the wish while a catalogue is on its way, or cannot be had. */
  readonly spoken: LanguageId;
  /** For dates and numbers: what is spoken, as it is used in the person's region. */
  readonly locale: string;
  readonly messages: Messages;
}

export interface LanguageParts {
  /** What the browser asks for, the most wanted first. */
  readonly preferred: () => readonly string[];
  readonly remembered: LanguageId | undefined;
  readonly remember: (id: LanguageId | undefined) => void;
  /** Brings the catalogues that do not come with the page. */
  readonly load: Readonly<Record<Exclude<LanguageId, 'en'>, () => Promise<Messages>>>;
}

/** The language of the page: what the person chose, or the first that their browser asks for and the page knows. */
export class Language implements Store<LanguageState> {
  readonly #parts: LanguageParts;
  readonly #state: WatchedValue<LanguageState>;

  constructor(parts: LanguageParts) {
    this.#parts = parts;
    const locale = localeFor('en', parts.preferred());
    this.#state = new WatchedValue({ chosen: parts.remembered, spoken: 'en', locale, messages: en });
  }

  get(): LanguageState {
    return this.#state.get();
  }

  subscribe(listener: () => void): () => void {
    return this.#state.subscribe(listener);
  }

  /** @param id Undefined for what the browser asks for. */
  async choose(id: LanguageId | undefined): Promise<void> {
    this.#parts.remember(id);
    this.#state.set({ ...this.get(), chosen: id });
    await this.speak();
  }

  /** Speaks what is wished for. Where its catalogue cannot be had, it stays at what is spoken now. */
  async speak(): Promise<void> {
    const wished = this.#wished();
    const messages = await this.#catalogue(wished).catch(() => undefined);
    if (!messages || wished !== this.#wished()) return;
    const locale = localeFor(wished, this.#parts.preferred());
    this.#state.set({ ...this.get(), spoken: wished, locale, messages });
  }

  #wished(): LanguageId {
    return this.get().chosen ?? languageFor(this.#parts.preferred());
  }

  async #catalogue(id: LanguageId): Promise<Messages> {
    return id === 'en' ? en : this.#parts.load[id]();
  }
}

export function isLanguage(id: string | undefined): id is LanguageId {
  return id !== undefined && Object.hasOwn(languages, id);
}

/** Of a language only its first part counts: better a script that one can read than a foreign language. */
function languageFor(preferred: readonly string[]): LanguageId {
  return preferred.map(languageOf).find(isLanguage) ?? 'en';
}

function localeFor(id: LanguageId, preferred: readonly string[]): string {
  return preferred.find((tag) => languageOf(tag) === id) ?? languages[id].tag;
}

const languageOf = (tag: string): string => tag.split('-', 1)[0]?.toLowerCase() ?? '';
