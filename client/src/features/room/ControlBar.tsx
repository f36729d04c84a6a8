// The controls of the call, bottom centre; leaving stands apart.
import { ChevronUp, Phone, Users } from 'lucide-react';
import type { Ref } from 'react';
import type { Call, CallPath, LocalMediaState } from '../../call/CallState.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { deviceChoices, type DeviceKind } from '../deviceChoices.ts';
import { DeviceToggle } from '../DeviceToggle.tsx';
import { CallTimer } from './CallTimer.tsx';
import styles from './ControlBar.module.css';
import { MoreMenu } from './MoreMenu.tsx';
import { PathMark } from './PathMark.tsx';

interface ControlBarProps {
  readonly call: Call;
  readonly media: LocalMediaState;
  readonly room: string;
  /** The call has begun. */
  readonly joined: boolean;
  readonly people: number;
  readonly path: CallPath | undefined;
  readonly peopleOpen: boolean;
  readonly peopleButton: Ref<HTMLButtonElement>;
  readonly togglePeople: () => void;
}

export function ControlBar(props: ControlBarProps) {
  const { call, media, room, joined, people, path, peopleOpen, peopleButton, togglePeople } = props;
  const messages = useMessages();
  const words = messages.room;
  const devices = (kind: DeviceKind) => deviceChoices(kind, call.media, media, messages.devices);
  return (
    <footer className={styles.footer}>
      <p className={styles.place}>
        <bdi className={styles.room}>{room}</bdi>
        {joined && <CallTimer />}
      </p>
      <div className={styles.bar} role="toolbar" aria-label={words.controls}>
        <div className={styles.split}>
          <DeviceToggle
            source="microphone"
            media={call.media}
            state={media}
            shortcut="M"
            className={styles.main}
          />
          <Menu
            icon={ChevronUp}
            label={messages.devices.microphoneMenu}
            groups={[devices('microphone'), devices('speaker')].filter(({ choices }) => choices.length > 0)}
            className={styles.caret}
          />
        </div>
        <div className={styles.split}>
          <DeviceToggle
            source="camera"
            media={call.media}
            state={media}
            shortcut="V"
            className={styles.main}
          />
          <Menu
            icon={ChevronUp}
            label={messages.devices.cameraMenu}
            groups={[devices('camera')].filter(({ choices }) => choices.length > 0)}
            className={styles.caret}
          />
        </div>
        <IconButton
          ref={peopleButton}
          icon={Users}
          label={messages.people(people)}
          text={String(people)}
          aria-expanded={peopleOpen}
          onClick={togglePeople}
        />
        <MoreMenu media={call.media} room={room} />
        <IconButton
          icon={Phone}
          label={words.leave}
          look="leave"
          className={styles.leave}
          onClick={() => call.leave()}
        />
      </div>
      {path && <PathMark path={path} />}
    </footer>
  );
}
