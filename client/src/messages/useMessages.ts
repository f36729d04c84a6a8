// The texts of the screen in the language of the page, and a new rendering when that changes.
import { useStore } from '../react/useStore.ts';
import type { Messages } from './Messages.ts';
import { pageLanguage } from './pageLanguage.ts';

export function useMessages(): Messages {
  return useStore(pageLanguage).messages;
}
