// A shared screen on the stage, as a whole; where it is large, one can look closer.
import { MonitorUp } from 'lucide-react';
import { memo, useCallback } from 'react';
import type { Participant } from '../call/CallState.ts';
import { useMessages } from '../messages/useMessages.ts';
import styles from './Tile.module.css';
import { TileShell, type TileShellProps } from './TileShell.tsx';
import { Video } from './Video.tsx';
import { Zoomable } from './Zoomable.tsx';

interface ScreenTileProps extends Omit<TileShellProps, 'participantId' | 'name'> {
  readonly participant: Participant;
  readonly large: boolean;
  /** One looks closer at it, or less so. */
  readonly zoomed: (tileKey: string, scale: number) => void;
}

export const ScreenTile = memo(function ScreenTile({
  participant,
  large,
  zoomed,
  ...place
}: ScreenTileProps) {
  const { tileKey } = place;
  const scaled = useCallback((scale: number) => zoomed(tileKey, scale), [zoomed, tileKey]);
  const words = useMessages().stage.screen;
  const { id, displayName, isSelf, screen } = participant;
  const name = isSelf ? words.own : words.of(displayName);
  return (
    <TileShell
      {...place}
      participantId={id}
      name={name}
      testId="screen"
      isSelf={isSelf}
      pill={
        <>
          <MonitorUp className={styles.mark} aria-hidden size={14} strokeWidth={2.2} />
          <bdi className={styles.name}>{name}</bdi>
        </>
      }
    >
      <MonitorUp className={styles.waiting} aria-hidden />
      <Zoomable enabled={large} scaled={scaled}>
        <Video track={screen?.track} mirrored={false} whole />
      </Zoomable>
    </TileShell>
  );
});
