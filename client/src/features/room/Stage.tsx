// The people, in the grid that makes them largest. Tiles stand by transforms and keep their elements as they move.
import { useMemo } from 'react';
import type { Participant } from '../../call/CallState.ts';
import { tileLayout } from '../../layout/tileLayout.ts';
import { messages } from '../../messages.ts';
import { useElementSize } from '../../react/useElementSize.ts';
import { Tile } from '../../ui/Tile.tsx';
import styles from './Stage.module.css';

interface StageProps {
  readonly participants: readonly Participant[];
  readonly dimmed: boolean;
}

const gap = 8;
/** Cameras are wide: on a wide stage they lose little to the tile's edges, on an upright one they may lose more. */
const wideStage = { narrowest: 4 / 3, widest: 16 / 9 };
const uprightStage = { narrowest: 3 / 4, widest: 16 / 9 };

export function Stage({ participants, dimmed }: StageProps) {
  const [element, { width, height, changing }] = useElementSize<HTMLUListElement>();
  const count = participants.length;
  const rects = useMemo(
    () => tileLayout({ width, height, count, gap, aspect: width > height ? wideStage : uprightStage }),
    [width, height, count],
  );
  return (
    <ul
      ref={element}
      className={styles.stage}
      aria-label={messages.room.stage}
      data-dimmed={dimmed}
      data-resizing={changing}
    >
      {participants.map((participant, index) => {
        const rect = rects[index];
        return rect && <Tile key={participant.id} participant={participant} rect={rect} />;
      })}
    </ul>
  );
}
