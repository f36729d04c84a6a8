// What the others will see: the picture, or the initials; with the switches of camera and microphone on it.
import { VideoOff } from 'lucide-react';
import type { DeviceState, LocalMedia, LocalMediaState } from '../../call/CallState.ts';
import { personStyle } from '../../ui/personStyle.ts';
import type { Messages } from '../../messages/Messages.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Video } from '../../ui/Video.tsx';
import { DeviceToggle } from '../DeviceToggle.tsx';
import styles from './Preview.module.css';

interface PreviewProps {
  readonly media: LocalMedia;
  readonly state: LocalMediaState;
  readonly name: string;
}

/** The id comes with joining: until then one colour, whatever is typed. */
const self = 'self';

export function Preview({ media, state, name }: PreviewProps) {
  const words = useMessages().lobby;
  const { camera } = state;
  return (
    <div className={styles.preview} style={personStyle(self)}>
      <div className={styles.still}>
        {name === '' ? (
          <VideoOff className={styles.icon} aria-hidden size={40} strokeWidth={1.5} />
        ) : (
          <Avatar id={self} name={name} className={styles.avatar} />
        )}
        <p className={styles.caption}>{caption(camera, words)}</p>
      </div>
      <Video track={camera.wanted ? camera.track : undefined} mirrored label={words.preview} />
      <div className={styles.switches}>
        <DeviceToggle source="microphone" media={media} state={state} className={styles.switch} />
        <DeviceToggle source="camera" media={media} state={state} className={styles.switch} />
      </div>
    </div>
  );
}

function caption({ wanted, pending, problem, track }: DeviceState, words: Messages['lobby']): string {
  if (!wanted) return words.cameraOff;
  if (problem) return words.cameraMissing;
  return pending || !track ? words.cameraStarting : '';
}
