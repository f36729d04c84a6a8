// What can be done with a tile: keep it large, or have the browser show it apart from the page.
import { Maximize, Minimize, PictureInPicture2, Pin, PinOff, Users } from 'lucide-react';
import type { Messages } from '../../messages/Messages.ts';
import type { MenuAction } from '../../ui/Menu.tsx';

export interface TileActionsInput {
  readonly tileKey: string;
  readonly pinned: boolean;
  readonly fullScreen: boolean;
  readonly hasPicture: boolean;
  readonly togglePin: (tileKey: string) => void;
  /** What a host can do about what everybody sees large. */
  readonly forAll: { readonly pinned: boolean; readonly pin: (wanted: boolean) => void } | undefined;
}

export function tileActions(input: TileActionsInput, words: Messages['stage']['tile']): MenuAction[] {
  const { tileKey, pinned, fullScreen, hasPicture, togglePin, forAll } = input;
  const pin: MenuAction = {
    id: 'pin',
    icon: pinned ? PinOff : Pin,
    label: pinned ? words.unpin : words.pin,
    run: () => togglePin(tileKey),
  };
  const pinForAll: MenuAction | undefined = forAll && {
    id: 'pin-for-all',
    icon: forAll.pinned ? PinOff : Users,
    label: forAll.pinned ? words.unpinForAll : words.pinForAll,
    run: () => forAll.pin(!forAll.pinned),
  };
  const enlarge: MenuAction = fullScreen
    ? { id: 'full', icon: Minimize, label: words.leaveFullScreen, run: () => void document.exitFullscreen() }
    : { id: 'full', icon: Maximize, label: words.fullScreen, run: () => showOnFullScreen(tileKey) };
  const detach: MenuAction = {
    id: 'window',
    icon: PictureInPicture2,
    label: words.ownWindow,
    run: () => showInOwnWindow(tileKey),
  };
  return [
    ...(fullScreen ? [] : [pin]),
    ...(pinForAll ? [pinForAll] : []),
    ...(document.fullscreenEnabled ? [enlarge] : []),
    ...(document.pictureInPictureEnabled && hasPicture ? [detach] : []),
  ];
}

function elementOf(tileKey: string): HTMLElement | null {
  return document.querySelector(`[data-tile="${CSS.escape(tileKey)}"]`);
}

/** A browser that will not after all leaves it where it is. */
function showOnFullScreen(tileKey: string): void {
  elementOf(tileKey)
    ?.requestFullscreen()
    .catch(() => undefined);
}

function showInOwnWindow(tileKey: string): void {
  const video = elementOf(tileKey)?.querySelector<HTMLVideoElement>('video[data-shown="true"]');
  if (!video) return;
  // Otherwise browsers put a button of their own on every picture.
  video.disablePictureInPicture = false;
  video.requestPictureInPicture().catch(() => undefined);
}
