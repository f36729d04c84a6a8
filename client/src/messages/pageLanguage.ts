// The language of this page, kept in this browser.
import { remember, remembered } from '../remembered.ts';
import { isLanguage, Language, languages } from './Language.ts';

const stored = remembered('language');

export const pageLanguage = new Language({
  preferred: () => navigator.languages,
  remembered: isLanguage(stored) ? stored : undefined,
  remember: (id) => remember('language', id),
  load: { zh: async () => (await import('./zh.ts')).zh },
});

/** Resolves when the page has its language, before anything is shown, and follows it from then on. */
export async function startLanguage(): Promise<void> {
  pageLanguage.subscribe(() => {
    document.documentElement.lang = languages[pageLanguage.get().spoken].tag;
  });
  window.addEventListener('languagechange', () => void pageLanguage.speak());
  await pageLanguage.speak();
}
