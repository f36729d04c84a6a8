// One person on the stage: the picture or the initials, the name, and whether they speak or are muted.
import { CirclePause, Hand, MicOff } from 'lucide-react';
import { memo } from 'react';
import type { Participant } from '../call/CallState.ts';
import type { Reactions } from '../call/reactions/Reactions.ts';
import { personStyle } from './personStyle.ts';
import type { TileRect } from '../layout/tileLayout.ts';
import { useMessages } from '../messages/useMessages.ts';
import { Avatar } from './Avatar.tsx';
import styles from './Tile.module.css';
import { TileReactions } from './TileReactions.tsx';
import { Video } from './Video.tsx';

interface TileProps {
  readonly participant: Participant;
  readonly reactions: Reactions;
  readonly rect: TileRect;
}

export const Tile = memo(function Tile({ participant, reactions, rect }: TileProps) {
  const messages = useMessages();
  const words = messages.room;
  const { id, displayName, isSelf, camera, microphone, hand, speaking } = participant;
  const muted = !microphone || microphone.muted;
  const isWithheld = camera?.muted === false && camera.withheld;
  return (
    <li
      className={styles.tile}
      style={{
        ...personStyle(id),
        width: rect.width,
        height: rect.height,
        transform: `translate(${rect.x}px, ${rect.y}px)`,
      }}
      aria-label={displayName}
      data-testid="tile"
      data-participant-id={id}
      data-self={isSelf || undefined}
      data-speaking={speaking > 0 && !muted}
    >
      <Avatar id={id} name={displayName} className={styles.avatar} />
      <Video track={camera?.muted === false && !isWithheld ? camera.track : undefined} mirrored={isSelf} />
      <TileReactions reactions={reactions} participantId={id} />
      {hand !== undefined && (
        <span className={styles.hand} data-testid="hand">
          <Hand aria-hidden size={14} strokeWidth={2.2} />
          <span className="visually-hidden">{messages.hands.raisedAs(hand)}</span>
          <span aria-hidden>{messages.hands.place(hand)}</span>
        </span>
      )}
      <span className={styles.pill}>
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
        <bdi className={styles.name}>{isSelf ? words.you(displayName) : displayName}</bdi>
      </span>
    </li>
  );
});
