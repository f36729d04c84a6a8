// What the person sees of the stage now, in device pixels: what the server is to send. Pure.
import type { TileView } from '../../call/CallState.ts';
import type { PlacedTile } from './useStagePlan.ts';
import type { TilesApart } from './useTilesApart.ts';
import type { Zooms } from './useZooms.ts';

export interface Looking {
  /** Whether the page can be seen. */
  readonly visible: boolean;
  readonly apart: TilesApart;
  readonly pinned: ReadonlySet<string>;
  /** By key: how much larger than its tile a picture is shown, of which a part is seen then. */
  readonly zooms: Zooms;
  /** Device pixels of one CSS pixel. */
  readonly scale: number;
  /** Of the whole screen, in CSS pixels. */
  readonly screen: { readonly width: number; readonly height: number };
}

type ViewedTile = Pick<PlacedTile, 'key' | 'participant' | 'source' | 'rect'>;

/** On the full screen one tile covers the others; one in a window of its own is seen when the page is not. */
export function tileViews(tiles: readonly ViewedTile[], looking: Looking): TileView[] {
  const { visible, apart, pinned, zooms, screen } = looking;
  const isSeen = ({ key }: ViewedTile): boolean => {
    if (key === apart.ownWindow) return true;
    if (!visible) return false;
    return apart.fullScreen === undefined || key === apart.fullScreen;
  };
  return tiles.filter(isSeen).map(({ key, participant, source, rect }) => {
    const { width, height } = key === apart.fullScreen ? screen : rect;
    const scale = looking.scale * (zooms.get(key) ?? 1);
    return {
      participantId: participant.id,
      source,
      width: width * scale,
      height: height * scale,
      pinned: pinned.has(key) || key === apart.fullScreen,
    };
  });
}
