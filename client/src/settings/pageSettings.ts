// The settings of this page, kept in this browser.
import { remember, remembered } from '../remembered.ts';
import { KeptSettings } from './PersonalSettings.ts';

export const pageSettings = new KeptSettings({ read: remembered, write: remember });

/** Shows the page as it was set to look, from now on. */
export function startAppearance(): void {
  const show = () => {
    const { appearance } = pageSettings.get();
    document.documentElement.dataset['appearance'] = appearance;
    // What the browser and the system draw around the page goes with it.
    for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
      const look = meta.dataset['look'];
      meta.media =
        appearance === 'system' ? `(prefers-color-scheme: ${look})` : look === appearance ? 'all' : 'not all';
    }
  };
  pageSettings.subscribe(show);
  show();
}
