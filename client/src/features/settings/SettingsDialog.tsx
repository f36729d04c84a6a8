// What a person may set, in the lobby and in the room alike.
import type { ReactNode } from 'react';
import type { LocalMedia } from '../../call/CallState.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { AppearancePage } from './AppearancePage.tsx';
import { DevicesPage } from './DevicesPage.tsx';
import { ShortcutsPage } from './ShortcutsPage.tsx';
import { SoundPage } from './SoundPage.tsx';

export type SettingsPage = 'devices' | 'sound' | 'shortcuts' | 'appearance';

interface SettingsDialogProps {
  readonly media: LocalMedia;
  readonly first?: SettingsPage | undefined;
  readonly close: () => void;
}

export function SettingsDialog({ media, first, close }: SettingsDialogProps) {
  const words = useMessages().settings;
  const pages: Readonly<Record<SettingsPage, ReactNode>> = {
    devices: <DevicesPage media={media} />,
    sound: <SoundPage media={media} />,
    shortcuts: <ShortcutsPage />,
    appearance: <AppearancePage />,
  };
  const tabs = (Object.keys(pages) as SettingsPage[]).map((id) => ({
    id,
    label: words.pages[id],
    content: pages[id],
  }));
  return (
    <Dialog title={words.title} close={close}>
      <Tabs label={words.title} tabs={tabs} first={first} />
    </Dialog>
  );
}
