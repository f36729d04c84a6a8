// How the page speaks and looks.
import { SunMoon } from 'lucide-react';
import { useMessages } from '../../messages/useMessages.ts';
import { useStore } from '../../react/useStore.ts';
import { pageSettings } from '../../settings/pageSettings.ts';
import { appearances, type Appearance } from '../../settings/PersonalSettings.ts';
import { Select } from '../../ui/Select.tsx';
import { LanguageSelect } from '../LanguageSelect.tsx';

export function AppearancePage() {
  const words = useMessages().settings.appearance;
  const { appearance } = useStore(pageSettings);
  return (
    <>
      <LanguageSelect />
      <Select
        icon={SunMoon}
        label={words.label}
        choices={appearances.map((id) => ({ id, label: words.choices[id] }))}
        chosen={appearance}
        choose={(id) => pageSettings.change({ appearance: id as Appearance })}
      />
    </>
  );
}
