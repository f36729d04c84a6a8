import type { View } from '@parley/protocol';
import { limits } from '@parley/protocol/constants';
import type { TileView } from './CallState.ts';
import type { Clock } from './Clock.ts';
import type { RoomState } from './roomState.ts';

/** Milliseconds between two requests, as while a window is being resized, and until the screen shows a new place. */
const PAUSE = 200;

export interface ScreenViewsParts {
  readonly clock: Clock;
  say(views: View[]): void;
}

/** Tells the server which pictures are on the screen, and how large. */
export class ScreenViews {
  readonly #parts: ScreenViewsParts;
  /** Undefined until the screen has said what it shows. */
  #tiles: readonly TileView[] | undefined;
  #room: RoomState | undefined;
  /** What was said last, on this connection. */
  #said: string | undefined;
  #cancelPause: (() => void) | undefined;

  constructor(parts: ScreenViewsParts) {
    this.#parts = parts;
  }

  /** Whether a peer's camera is on the screen, as far as that is known. */
  has(peerId: string): boolean {
    const isTheirs = ({ participantId, source }: TileView) => participantId === peerId && source === 'camera';
    return this.#tiles?.some(isTheirs) ?? true;
  }

  set(tiles: readonly TileView[]): void {
    this.#tiles = tiles;
    this.#settle();
  }

  /** Somebody's camera may have come or gone. */
  update(room: RoomState): void {
    this.#room = room;
    this.#settle();
  }

  /** One is in another place, or in the same again: the server may not know what is on the screen. */
  renew(): void {
    this.#said = undefined;
    this.#pause();
  }

  close(): void {
    this.#cancelPause?.();
    this.#tiles = undefined;
  }

  #settle(): void {
    if (!this.#tiles || !this.#room || this.#cancelPause) return;
    const views = this.#tiles.flatMap((tile) => this.#viewOf(tile) ?? []).slice(0, limits.views);
    const text = JSON.stringify(views);
    if (text === this.#said) return;
    this.#said = text;
    this.#parts.say(views);
    this.#pause();
  }

  #pause(): void {
    this.#cancelPause?.();
    this.#cancelPause = this.#parts.clock.after(PAUSE, () => {
      this.#cancelPause = undefined;
      this.#settle();
    });
  }

  #viewOf({ participantId, source, width, height, pinned }: TileView): View | undefined {
    const tracks = this.#room?.peers.find(({ id }) => id === participantId)?.tracks;
    const track = tracks?.find((each) => each.source === source);
    return (
      track && {
        peerId: participantId,
        trackId: track.id,
        width: pixels(width),
        height: pixels(height),
        ...(pinned && { pinned }),
      }
    );
  }
}

function pixels(length: number): number {
  return Math.min(limits.viewLength, Math.max(1, Math.round(length)));
}
