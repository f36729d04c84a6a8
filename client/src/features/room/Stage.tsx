// The people and their screens, in the view that was chosen. Tiles stand by transforms and keep their elements as they move.
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Levels, Participant, TileView } from '../../call/CallState.ts';
import type { Reactions } from '../../call/reactions/Reactions.ts';
import { nearestCorner } from '../../layout/ownPlace.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { useElementSize } from '../../react/useElementSize.ts';
import { usePageVisible } from '../../react/usePageVisible.ts';
import { ScreenTile } from '../../ui/ScreenTile.tsx';
import { Tile } from '../../ui/Tile.tsx';
import { DistantReactions } from './DistantReactions.tsx';
import { dragTile } from './dragTile.ts';
import { Pager } from './Pager.tsx';
import styles from './Stage.module.css';
import { ownPictureChoices } from './stageChoices.ts';
import { changeStage, type StageSettings } from './stageSettings.ts';
import { tileActions } from './tileActions.ts';
import { tileViews } from './tileViews.ts';
import { useStagePlan } from './useStagePlan.ts';
import { useTilesApart } from './useTilesApart.ts';

interface StageProps {
  readonly participants: readonly Participant[];
  readonly levels: Levels;
  readonly settings: StageSettings;
  readonly reactions: Reactions;
  readonly dimmed: boolean;
  /** Takes what is on the screen, each time that it changes. */
  readonly show: (tiles: readonly TileView[]) => void;
}

const gap = 8;

export function Stage({ participants, levels, reactions, settings, dimmed, show }: StageProps) {
  const messages = useMessages();
  const [element, { width, height, changing }] = useElementSize<HTMLUListElement>();
  const visible = usePageVisible();
  const apart = useTilesApart();
  const [pinned, togglePin] = usePins();
  const stage = useMemo(() => ({ width, height, gap }), [width, height]);
  const { tiles, page, pages, turnTo } = useStagePlan({ stage, participants, levels, settings, pinned });

  const { width: screenWidth, height: screenHeight } = window.screen;
  const screen = { width: screenWidth, height: screenHeight };
  const views = tileViews(tiles, { visible, apart, pinned, scale: window.devicePixelRatio, screen });
  // As a text, since what is seen is said only when it has changed.
  const seen = JSON.stringify(views);
  const near = new Set(
    tiles.flatMap(({ source, participant }) => (source === 'camera' ? participant.id : [])),
  );
  const isMeasured = width > 0;
  useEffect(() => {
    if (isMeasured) show(JSON.parse(seen) as TileView[]);
  }, [seen, isMeasured, show]);

  return (
    <>
      <ul
        ref={element}
        className={styles.stage}
        aria-label={messages.room.stage}
        data-dimmed={dimmed}
        data-resizing={changing}
        data-paged={pages > 1}
      >
        {tiles.map(({ key, participant, source, rect, place }) => {
          const isPinned = pinned.has(key);
          const picture = source === 'camera' ? participant.camera : participant.screen;
          const actions = tileActions(
            {
              tileKey: key,
              pinned: isPinned,
              fullScreen: apart.fullScreen === key,
              hasPicture: picture?.track !== undefined && !picture.muted,
              togglePin,
            },
            messages.stage.tile,
          );
          const shell = { tileKey: key, rect, pinned: isPinned, actions };
          if (source === 'screen') {
            return <ScreenTile key={key} {...shell} participant={participant} large={place === 'main'} />;
          }
          return (
            <Tile
              key={key}
              {...shell}
              participant={participant}
              levels={levels}
              reactions={reactions}
              mirrored={settings.mirrored}
              raised={place === 'corner'}
              {...(participant.isSelf && {
                groups: ownPictureChoices(settings, messages.stage),
                onPointerDown: (event) =>
                  dragTile(event, (at) => changeStage({ ownPlace: nearestCorner(stage, at) })),
              })}
            />
          );
        })}
      </ul>
      <DistantReactions reactions={reactions} participants={participants} near={near} />
      {pages > 1 && <Pager page={page} pages={pages} turnTo={turnTo} />}
    </>
  );
}

/** Keys of tiles that are to be large, for as long as one is in the call. */
function usePins(): [ReadonlySet<string>, (tileKey: string) => void] {
  const [pinned, setPinned] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((key: string) => {
    setPinned((now) =>
      now.has(key) ? new Set([...now].filter((each) => each !== key)) : new Set([...now, key]),
    );
  }, []);
  return [pinned, toggle];
}
