// The settings of this page, kept in this browser.
import { remember, remembered } from '../remembered.ts';
import { KeptSettings } from './PersonalSettings.ts';

export const pageSettings = new KeptSettings({ read: remembered, write: remember });

/** Shows the page as it was set to look, from now on. */
export function startAppearance(): void {
  const show = () => {
    document.documentElement.dataset['appearance'] = pageSettings.get().appearance;
  };
  pageSettings.subscribe(show);
  show();
}
