// One person on the stage: the picture or the initials, the name, and whether they speak or are muted.
import { CirclePause, Hand, MicOff } from 'lucide-react';
import { memo, type PointerEventHandler } from 'react';
import type { Call, Levels, Participant } from '../call/CallState.ts';
import type { Reactions } from '../call/reactions/Reactions.ts';
import { useMessages } from '../messages/useMessages.ts';
import { useSpeakingMark } from '../react/useSpeakingMark.ts';
import { Avatar } from './Avatar.tsx';
import styles from './Tile.module.css';
import { TileReactions } from './TileReactions.tsx';
import { TileShell, type TileShellProps } from './TileShell.tsx';
import { Video } from './Video.tsx';
import { WeakMark } from './WeakMark.tsx';

interface TileProps extends Omit<TileShellProps, 'participantId' | 'name'> {
  readonly participant: Participant;
  readonly levels: Levels;
  readonly reactions: Reactions;
  readonly statistics: Call['statistics'];
  readonly mirrored: boolean;
  readonly onPointerDown?: PointerEventHandler<HTMLLIElement> | undefined;
}

export const Tile = memo(function Tile(props: TileProps) {
  const { participant, levels, reactions, statistics, mirrored, ...place } = props;
  const messages = useMessages();
  const words = messages.room;
  const { id, displayName, isSelf, camera, microphone, hand } = participant;
  const muted = !microphone || microphone.muted;
  const element = useSpeakingMark<HTMLLIElement>(levels, muted ? undefined : id);
  const isWithheld = camera?.muted === false && camera.withheld;
  return (
    <TileShell
      {...place}
      ref={element}
      participantId={id}
      name={displayName}
      testId="tile"
      isSelf={isSelf}
      marks={
        hand !== undefined && (
          <span className={styles.hand} data-testid="hand">
            <Hand aria-hidden size={14} strokeWidth={2.2} />
            <span className="visually-hidden">{messages.hands.raisedAs(hand)}</span>
            <span aria-hidden>{messages.hands.place(hand)}</span>
          </span>
        )
      }
      pill={
        <>
          {muted && (
            <>
              <MicOff className={styles.mark} aria-hidden size={14} strokeWidth={2.2} />
              <span className="visually-hidden">{words.muted}</span>
            </>
          )}
          {isWithheld && (
            <>
              <CirclePause className={styles.mark} aria-hidden size={14} strokeWidth={2.2} />
              <span className="visually-hidden">{words.withheld}</span>
            </>
          )}
          <WeakMark statistics={statistics} participant={participant} />
          <bdi className={styles.name}>{isSelf ? words.you(displayName) : displayName}</bdi>
        </>
      }
    >
      <Avatar id={id} name={displayName} className={styles.avatar} />
      <Video
        track={camera?.muted === false && !isWithheld ? camera.track : undefined}
        mirrored={isSelf && mirrored}
      />
      <TileReactions reactions={reactions} participantId={id} />
    </TileShell>
  );
});
