// Shares one's screen and stops that, with what it is to be best for beside it.
import { ChevronUp, MonitorUp, MonitorX } from 'lucide-react';
import type { LocalScreen, ScreenContent } from '../../call/CallState.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { useStore } from '../../react/useStore.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu } from '../../ui/Menu.tsx';
import styles from './ControlBar.module.css';

const contents: readonly ScreenContent[] = ['detail', 'motion'];

interface ShareButtonProps {
  readonly screen: LocalScreen;
  /** Why it cannot be shared. */
  readonly barred: string | undefined;
  readonly toggle: () => void;
}

export function ShareButton({ screen, barred, toggle }: ShareButtonProps) {
  const words = useMessages().stage.screen;
  const { possible, wanted, content } = useStore(screen);
  if (!possible) return null;
  return (
    <div className={`${styles.split} ${styles.share}`}>
      <IconButton
        icon={wanted ? MonitorX : MonitorUp}
        label={wanted ? words.stop : words.share}
        look={wanted ? 'active' : 'plain'}
        shortcut="S"
        className={styles.main}
        barred={wanted ? undefined : barred}
        onClick={toggle}
      />
      <Menu
        icon={ChevronUp}
        label={words.menu}
        groups={[
          {
            label: words.heading,
            choices: contents.map((id) => ({ id, label: words.contents[id] })),
            chosen: content,
            choose: (id) => screen.setContent(id as ScreenContent),
          },
        ]}
        className={styles.caret}
      />
    </div>
  );
}

export function toggleScreen(screen: LocalScreen): void {
  if (screen.get().wanted) screen.stop();
  else screen.share();
}
