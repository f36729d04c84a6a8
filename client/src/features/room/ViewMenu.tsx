// How the people are shown, and where one's own picture is.
import { LayoutGrid } from 'lucide-react';
import { useMessages } from '../../messages/useMessages.ts';
import { Menu } from '../../ui/Menu.tsx';
import styles from './MoreMenu.module.css';
import { stageChoices } from './stageChoices.ts';
import type { StageSettings } from './stageSettings.ts';

export function ViewMenu({ settings }: { readonly settings: StageSettings }) {
  const words = useMessages().stage;
  return (
    <div className={styles.more}>
      <Menu icon={LayoutGrid} label={words.view.label} groups={stageChoices(settings, words)} />
    </div>
  );
}
