// The language of the page: the browser's, or one that was chosen. Each is called by its own name.
import { Languages } from 'lucide-react';
import { isLanguage, languages } from '../messages/Language.ts';
import { pageLanguage } from '../messages/pageLanguage.ts';
import { useStore } from '../react/useStore.ts';
import { Select } from '../ui/Select.tsx';

const browsers = 'browser';
const named = Object.entries(languages).map(([id, { name }]) => ({ id, label: name }));

export function LanguageSelect() {
  const { chosen, messages } = useStore(pageLanguage);
  const words = messages.language;
  return (
    <Select
      icon={Languages}
      label={words.label}
      choices={[{ id: browsers, label: words.browsers }, ...named]}
      chosen={chosen ?? browsers}
      choose={(id) => void pageLanguage.choose(isLanguage(id) ? id : undefined)}
    />
  );
}
