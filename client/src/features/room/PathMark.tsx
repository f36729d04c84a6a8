// How the media goes, and how far it is: small, for who wants to know.
import { ArrowLeftRight, Server, Waypoints } from 'lucide-react';
import type { CallPath } from '../../call/CallState.ts';
import { useMessages } from '../../messages/useMessages.ts';
import styles from './PathMark.module.css';

const icons = { direct: ArrowLeftRight, server: Server, relayed: Waypoints };

export function PathMark({ path: { way, roundTrip } }: { readonly path: CallPath }) {
  const words = useMessages().room.path;
  const Icon = icons[way];
  return (
    <p className={styles.mark} data-path={way} title={words.meaning[way]}>
      <Icon aria-hidden size={14} />
      <span>{words.name[way]}</span>
      {roundTrip !== undefined && <span className={styles.time}>{words.roundTrip(roundTrip)}</span>}
    </p>
  );
}
