// How the media goes, how far it is, and whether it is in trouble: small. Behind it is all that is known of it.
import { ArrowLeftRight, MonitorUp, Server, TriangleAlert, Waypoints } from 'lucide-react';
import type { Call, CallPath } from '../../call/CallState.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { useStore } from '../../react/useStore.ts';
import styles from './PathMark.module.css';

const icons = { direct: ArrowLeftRight, server: Server, relayed: Waypoints };

interface PathMarkProps {
  readonly call: Call;
  readonly path: CallPath;
  readonly open: boolean;
  readonly toggle: () => void;
}

export function PathMark({ call, path: { way, roundTrip, screens }, open, toggle }: PathMarkProps) {
  const messages = useMessages();
  const words = messages.room.path;
  const trouble = useStore(call.statistics.trouble);
  const Icon = trouble ? TriangleAlert : icons[way];
  const ScreenIcon = screens && icons[screens];
  const meaning = screens ? `${words.meaning[way]} ${words.screens[screens]}` : words.meaning[way];
  return (
    <button
      type="button"
      className={styles.mark}
      data-path={way}
      data-screens={screens}
      data-trouble={trouble !== undefined}
      title={trouble ? messages.statistics.troubles[trouble] : meaning}
      aria-expanded={open}
      onClick={toggle}
    >
      <Icon aria-hidden size={14} />
      <span className={styles.way}>{words.name[way]}</span>
      {roundTrip !== undefined && <span className={styles.time}> {words.roundTrip(roundTrip)}</span>}
      {ScreenIcon && (
        <span className={styles.screens}>
          <MonitorUp aria-hidden size={14} />
          <ScreenIcon aria-hidden size={14} />
          <span className="visually-hidden"> {words.screens[screens]}</span>
        </span>
      )}
      <span className="visually-hidden"> {messages.statistics.open}</span>
    </button>
  );
}
