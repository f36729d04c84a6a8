// What is not needed in every call.
import { Ellipsis, Settings, SwitchCamera, UserPlus } from 'lucide-react';
import { useState } from 'react';
import type { LocalMedia } from '../../call/CallState.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { useShortcuts } from '../../react/useShortcuts.ts';
import { useStore } from '../../react/useStore.ts';
import { roomLink } from '../../routing/route.ts';
import { Menu, type MenuAction, type MenuGroup } from '../../ui/Menu.tsx';
import { InviteDialog } from '../invite/InviteDialog.tsx';
import { otherCamera } from '../otherCamera.ts';
import { SettingsDialog, type SettingsPage } from '../settings/SettingsDialog.tsx';
import styles from './MoreMenu.module.css';

type Shown = 'invite' | SettingsPage;

interface MoreMenuProps {
  readonly media: LocalMedia;
  readonly room: string;
  readonly actions: readonly MenuAction[];
  /** What has no button of its own, where the bar is short. */
  readonly groups: readonly MenuGroup[];
}

export function MoreMenu({ media, room, actions, groups }: MoreMenuProps) {
  const messages = useMessages();
  const words = messages.room.more;
  const [shown, setShown] = useState<Shown>();
  useShortcuts({ '?': () => setShown('shortcuts') });
  const { cameras, cameraId, camera } = useStore(media);
  // On a phone only: elsewhere there is a menu beside the camera's switch.
  const isHandheld = matchMedia('(pointer: coarse)').matches;
  const another = isHandheld && camera.wanted ? otherCamera(cameras, cameraId) : undefined;
  const close = () => setShown(undefined);
  return (
    <div className={styles.more}>
      <Menu
        icon={Ellipsis}
        label={words.label}
        groups={groups}
        actions={[
          ...actions,
          { id: 'invite', icon: UserPlus, label: messages.invite.title, run: () => setShown('invite') },
          ...(another === undefined
            ? []
            : [
                {
                  id: 'camera',
                  icon: SwitchCamera,
                  label: words.otherCamera,
                  run: () => media.chooseCamera(another),
                },
              ]),
          {
            id: 'settings',
            icon: Settings,
            label: messages.settings.title,
            run: () => setShown('devices'),
          },
        ]}
      />
      {shown === 'invite' && <InviteDialog room={room} link={roomLink(room)} close={close} />}
      {shown && shown !== 'invite' && <SettingsDialog media={media} first={shown} close={close} />}
    </div>
  );
}
