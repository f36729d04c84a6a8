// Which tiles the browser shows apart from the page: one on the full screen, one in a window of its own.
import { useSyncExternalStore } from 'react';

/** Keys of tiles. */
export interface TilesApart {
  readonly fullScreen: string | undefined;
  readonly ownWindow: string | undefined;
}

let now: TilesApart = { fullScreen: undefined, ownWindow: undefined };

function read(): TilesApart {
  const keyOf = (element: Element | null) => element?.closest<HTMLElement>('[data-tile]')?.dataset.tile;
  const fullScreen = keyOf(document.fullscreenElement);
  const ownWindow = keyOf(document.pictureInPictureElement ?? null);
  if (fullScreen !== now.fullScreen || ownWindow !== now.ownWindow) now = { fullScreen, ownWindow };
  return now;
}

const events = ['fullscreenchange', 'enterpictureinpicture', 'leavepictureinpicture'];

function subscribe(listener: () => void): () => void {
  for (const name of events) document.addEventListener(name, listener);
  return () => {
    for (const name of events) document.removeEventListener(name, listener);
  };
}

export function useTilesApart(): TilesApart {
  return useSyncExternalStore(subscribe, read);
}
