// What is not needed in every call.
import { Ellipsis, Link, Settings } from 'lucide-react';
import { useState } from 'react';
import type { LocalMedia } from '../../call/CallState.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { useShortcuts } from '../../react/useShortcuts.ts';
import { Menu } from '../../ui/Menu.tsx';
import { SettingsDialog, type SettingsPage } from '../settings/SettingsDialog.tsx';
import styles from './MoreMenu.module.css';

type Shown = { readonly settings: SettingsPage | undefined };

interface MoreMenuProps {
  readonly media: LocalMedia;
  readonly copyLink: () => void;
}

export function MoreMenu({ media, copyLink }: MoreMenuProps) {
  const messages = useMessages();
  const words = messages.room.more;
  const [shown, setShown] = useState<Shown>();
  useShortcuts({ '?': () => setShown({ settings: 'shortcuts' }) });
  const close = () => setShown(undefined);
  return (
    <div className={styles.more}>
      <Menu
        icon={Ellipsis}
        label={words.label}
        actions={[
          { id: 'copy', icon: Link, label: messages.room.copy, run: copyLink },
          {
            id: 'settings',
            icon: Settings,
            label: messages.settings.title,
            run: () => setShown({ settings: undefined }),
          },
        ]}
      />
      {shown && <SettingsDialog media={media} first={shown.settings} close={close} />}
    </div>
  );
}
