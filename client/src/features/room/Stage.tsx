// The people, in the grid that makes them largest. Tiles stand by transforms and keep their elements as they move.
import { useEffect, useMemo, useState } from 'react';
import type { Participant, TileView } from '../../call/CallState.ts';
import type { Reactions } from '../../call/reactions/Reactions.ts';
import { emptyOrder, nextOrder, tilesPerPage } from '../../layout/stageOrder.ts';
import { tileLayout } from '../../layout/tileLayout.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { useElementSize } from '../../react/useElementSize.ts';
import { usePageVisible } from '../../react/usePageVisible.ts';
import { Tile } from '../../ui/Tile.tsx';
import { Pager } from './Pager.tsx';
import styles from './Stage.module.css';

interface StageProps {
  readonly participants: readonly Participant[];
  readonly reactions: Reactions;
  readonly dimmed: boolean;
  /** Takes what is on the screen, each time that it changes. */
  readonly show: (tiles: readonly TileView[]) => void;
}

const gap = 8;
/** Cameras are wide: on a wide stage they lose little to the tile's edges, on an upright one they may lose more. */
const wideStage = { narrowest: 4 / 3, widest: 16 / 9 };
const uprightStage = { narrowest: 3 / 4, widest: 16 / 9 };

export function Stage({ participants, reactions, dimmed, show }: StageProps) {
  const words = useMessages().room;
  const [element, { width, height, changing }] = useElementSize<HTMLUListElement>();
  const visible = usePageVisible();
  const [page, setPage] = useState(0);
  // Until the stage has a size, as one page.
  const perPage = width > 0 ? tilesPerPage({ width, height, gap }) : participants.length;
  const [order, setOrder] = useState(emptyOrder);
  const next = nextOrder(order, participants, perPage);
  if (next !== order) setOrder(next);

  const pages = Math.max(1, Math.ceil(participants.length / perPage));
  const current = Math.min(page, pages - 1);
  const byId = new Map(participants.map((participant) => [participant.id, participant]));
  const shown = next.ids
    .slice(current * perPage, (current + 1) * perPage)
    .flatMap((id) => byId.get(id) ?? []);
  const rects = useMemo(
    () =>
      tileLayout({
        width,
        height,
        count: shown.length,
        gap,
        aspect: width > height ? wideStage : uprightStage,
      }),
    [width, height, shown.length],
  );

  const ids = shown.map(({ id }) => id).join(' ');
  useEffect(() => {
    const scale = window.devicePixelRatio;
    const tiles = ids.split(' ').flatMap((participantId, index) => {
      const rect = rects[index];
      return rect ? [{ participantId, width: rect.width * scale, height: rect.height * scale }] : [];
    });
    if (!visible) show([]);
    else if (tiles.length > 0) show(tiles);
  }, [ids, rects, visible, show]);

  return (
    <>
      <ul
        ref={element}
        className={styles.stage}
        aria-label={words.stage}
        data-dimmed={dimmed}
        data-resizing={changing}
        data-paged={pages > 1}
      >
        {shown.map((participant, index) => {
          const rect = rects[index];
          return (
            rect && <Tile key={participant.id} participant={participant} reactions={reactions} rect={rect} />
          );
        })}
      </ul>
      {pages > 1 && <Pager page={current} pages={pages} turnTo={setPage} />}
    </>
  );
}
