// The controls of the call, bottom centre; leaving stands apart.
import { ChevronUp, Phone, Users } from 'lucide-react';
import type { Call, CallPath, LocalMediaState, Participant } from '../../call/CallState.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { useMediaQuery } from '../../react/useMediaQuery.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, type MenuAction } from '../../ui/Menu.tsx';
import { ChatButton } from '../chat/ChatButton.tsx';
import { deviceChoices, type DeviceKind } from '../deviceChoices.ts';
import { DeviceToggle } from '../DeviceToggle.tsx';
import { CallTimer } from './CallTimer.tsx';
import styles from './ControlBar.module.css';
import type { BarredSentences } from './hosting/barredSentences.ts';
import { HandButton } from './HandButton.tsx';
import { MoreMenu } from './MoreMenu.tsx';
import { stageChoices } from './stageChoices.ts';
import { PathMark } from './PathMark.tsx';
import { ReactionMenu } from './ReactionMenu.tsx';
import { ShareButton } from './ShareButton.tsx';
import type { StageSettings } from './stageSettings.ts';
import { useRestingBar } from './useRestingBar.ts';
import { ViewMenu } from './ViewMenu.tsx';

/** What may stand beside the stage, one at a time. */
export type PanelName = 'chat' | 'people' | 'statistics';

interface ControlBarProps {
  readonly call: Call;
  readonly media: LocalMediaState;
  readonly settings: StageSettings;
  readonly room: string;
  /** The call has begun. */
  readonly joined: boolean;
  readonly participants: readonly Participant[];
  readonly path: CallPath | undefined;
  /** One sends nothing. */
  readonly watches: boolean;
  readonly barred: BarredSentences;
  readonly toggleScreen: () => void;
  /** What one can do that is not needed in every call. */
  readonly actions: readonly MenuAction[];
  readonly panel: PanelName | undefined;
  readonly togglePanel: (name: PanelName) => void;
}

export function ControlBar(props: ControlBarProps) {
  const { call, media, settings, room, joined, participants, path, watches, barred, panel, togglePanel } =
    props;
  const messages = useMessages();
  const words = messages.room;
  const devices = (kind: DeviceKind) => deviceChoices(kind, call.media, media, messages.devices);
  const handRaised = participants.some(({ isSelf, hand }) => isSelf && hand !== undefined);
  const isShort = useMediaQuery('(max-width: 639px)');
  const mayRest = settings.view === 'speaker' && participants.length > 1 && panel === undefined;
  const [footer, resting] = useRestingBar<HTMLElement>(mayRest);
  return (
    <footer ref={footer} className={styles.footer} data-resting={resting}>
      <p className={styles.place}>
        <bdi className={styles.room}>{room}</bdi>
        {joined && <CallTimer />}
      </p>
      <div className={styles.bar} role="toolbar" aria-label={words.controls}>
        {!watches && (
          <>
            <div className={styles.split}>
              <DeviceToggle
                source="microphone"
                media={call.media}
                state={media}
                shortcut="M"
                barred={barred.unmute}
                className={styles.main}
              />
              <Menu
                icon={ChevronUp}
                label={messages.devices.microphoneMenu}
                groups={[devices('microphone'), devices('speaker')].filter(
                  ({ choices }) => choices.length > 0,
                )}
                className={styles.caret}
              />
            </div>
            <div className={styles.split}>
              <DeviceToggle
                source="camera"
                media={call.media}
                state={media}
                shortcut="V"
                barred={barred.video}
                className={styles.main}
              />
              <Menu
                icon={ChevronUp}
                label={messages.devices.cameraMenu}
                groups={[devices('camera')].filter(({ choices }) => choices.length > 0)}
                className={styles.caret}
              />
            </div>
            <ShareButton screen={call.screen} barred={barred.shareScreen} toggle={props.toggleScreen} />
          </>
        )}
        <HandButton call={call} raised={handRaised} className={styles.hand} />
        <ReactionMenu call={call} handRaised={handRaised} />
        <ChatButton chat={call.chat} open={panel === 'chat'} toggle={() => togglePanel('chat')} />
        {!isShort && <ViewMenu settings={settings} />}
        <IconButton
          icon={Users}
          label={messages.people(participants.length)}
          text={String(participants.length)}
          className={styles.people}
          aria-expanded={panel === 'people'}
          onClick={() => togglePanel('people')}
        />
        <MoreMenu
          media={call.media}
          room={room}
          actions={props.actions}
          groups={isShort ? stageChoices(settings, messages.stage) : []}
        />
        <IconButton
          icon={Phone}
          label={words.leave}
          look="leave"
          className={styles.leave}
          onClick={() => call.leave()}
        />
      </div>
      {path && (
        <PathMark
          call={call}
          path={path}
          open={panel === 'statistics'}
          toggle={() => togglePanel('statistics')}
        />
      )}
    </footer>
  );
}
