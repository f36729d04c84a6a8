// A place on the stage, with what stands in it, a name below and a menu above. It moves by transforms.
import { EllipsisVertical, Pin } from 'lucide-react';
import type { PointerEventHandler, ReactNode, Ref } from 'react';
import type { TileRect } from '../layout/tileLayout.ts';
import { useMessages } from '../messages/useMessages.ts';
import { Menu, type MenuAction, type MenuGroup } from './Menu.tsx';
import { personStyle } from './personStyle.ts';
import styles from './Tile.module.css';

export interface TileShellProps {
  readonly tileKey: string;
  readonly participantId: string;
  readonly name: string;
  readonly rect: TileRect;
  /** It is kept large, by oneself or by a host for everybody. */
  readonly pinned: 'own' | 'all' | undefined;
  /** Above the others, in a corner. */
  readonly raised?: boolean;
  readonly groups?: readonly MenuGroup[];
  readonly actions: readonly MenuAction[];
}

interface Contents {
  readonly ref?: Ref<HTMLLIElement>;
  readonly testId: string;
  readonly isSelf: boolean;
  readonly onPointerDown?: PointerEventHandler<HTMLLIElement> | undefined;
  /** Above: what is to be seen at once. */
  readonly marks?: ReactNode;
  /** The name, and what is the matter with who it is. */
  readonly pill: ReactNode;
  readonly children: ReactNode;
}

export function TileShell(props: TileShellProps & Contents) {
  const { ref, tileKey, participantId, name, rect, pinned, raised = false, groups, actions } = props;
  const { testId, isSelf, onPointerDown, marks, pill, children } = props;
  const words = useMessages().stage.tile;
  return (
    <li
      ref={ref}
      className={styles.tile}
      style={{
        ...personStyle(participantId),
        width: rect.width,
        height: rect.height,
        transform: `translate(${rect.x}px, ${rect.y}px)`,
      }}
      aria-label={name}
      data-testid={testId}
      data-tile={tileKey}
      data-participant-id={participantId}
      data-self={isSelf || undefined}
      data-raised={raised || undefined}
      onPointerDown={onPointerDown}
    >
      {children}
      <span className={styles.marks}>
        {marks}
        {pinned === 'own' && (
          <>
            <Pin className={styles.mark} aria-hidden size={14} strokeWidth={2.2} />
            <span className="visually-hidden">{words.pinned}</span>
          </>
        )}
        {pinned === 'all' && (
          <span className={styles.forAll}>
            <Pin aria-hidden size={14} strokeWidth={2.2} />
            <span className={styles.words}>{words.pinnedForAll}</span>
          </span>
        )}
      </span>
      <span className={styles.pill}>{pill}</span>
      <Menu
        icon={EllipsisVertical}
        label={words.menu(name)}
        floating
        className={styles.menu}
        actions={actions}
        {...(groups && { groups })}
      />
    </li>
  );
}
