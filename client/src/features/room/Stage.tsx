// The people and their screens, in the view that was chosen. Tiles stand by transforms and keep their elements as they move.
import { useEffect, useMemo } from 'react';
import type { Call, CallState, TileView } from '../../call/CallState.ts';
import { nearestCorner } from '../../layout/ownPlace.ts';
import { tileKeyOf } from '../../layout/stagePlan.ts';
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
import { usePins } from './usePins.ts';
import { useStagePlan } from './useStagePlan.ts';
import { useTilesApart } from './useTilesApart.ts';
import { useZooms } from './useZooms.ts';

interface StageProps {
  readonly call: Pick<Call, 'levels' | 'reactions' | 'statistics' | 'hosting'>;
  readonly state: Pick<CallState, 'participants' | 'role' | 'pin'>;
  readonly settings: StageSettings;
  readonly dimmed: boolean;
  /** Takes what is on the screen, each time that it changes. */
  readonly show: (tiles: readonly TileView[]) => void;
}

const gap = 8;

export function Stage({ call, state, settings, dimmed, show }: StageProps) {
  const { levels, reactions, statistics, hosting } = call;
  const { participants, role, pin } = state;
  const common = pin && tileKeyOf(pin);
  const messages = useMessages();
  const [element, { width, height, changing }] = useElementSize<HTMLUListElement>();
  const visible = usePageVisible();
  const apart = useTilesApart();
  const [pinned, togglePin] = usePins(participants, pin);
  const [zooms, zoomed] = useZooms();
  const stage = useMemo(() => ({ width, height, gap }), [width, height]);
  const { tiles, page, pages, turnTo } = useStagePlan({ stage, participants, levels, settings, pinned });

  const { width: screenWidth, height: screenHeight } = window.screen;
  const screen = { width: screenWidth, height: screenHeight };
  const views = tileViews(tiles, { visible, apart, pinned, zooms, scale: window.devicePixelRatio, screen });
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
          const isForAll = key === common;
          const picture = source === 'camera' ? participant.camera : participant.screen;
          const actions = tileActions(
            {
              tileKey: key,
              pinned: isPinned,
              fullScreen: apart.fullScreen === key,
              hasPicture: picture?.track !== undefined && !picture.muted,
              togglePin,
              forAll:
                role === 'host'
                  ? {
                      pinned: isForAll,
                      pin: (wanted) =>
                        hosting.pinForAll(wanted ? { participantId: participant.id, source } : undefined),
                    }
                  : undefined,
            },
            messages.stage.tile,
          );
          const pinnedBy = isForAll ? ('all' as const) : ('own' as const);
          const shell = { tileKey: key, rect, pinned: isPinned ? pinnedBy : undefined, actions };
          if (source === 'screen') {
            return (
              <ScreenTile
                key={key}
                {...shell}
                participant={participant}
                large={place === 'main'}
                zoomed={zoomed}
              />
            );
          }
          return (
            <Tile
              key={key}
              {...shell}
              participant={participant}
              levels={levels}
              reactions={reactions}
              statistics={statistics}
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
