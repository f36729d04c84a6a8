// The call: the stage, what there is to say about it, and the controls.
import { useCallback, useState } from 'react';
import type { Call, TileView } from '../../call/CallState.ts';
import { WatchedValue } from '../../call/WatchedValue.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { useFocusOnMount } from '../../react/useFocusOnMount.ts';
import { useShortcuts } from '../../react/useShortcuts.ts';
import { useWakeLock } from '../../react/useWakeLock.ts';
import { useStore } from '../../react/useStore.ts';
import { checkPath } from '../../routing/route.ts';
import { roomLink } from '../../routing/route.ts';
import { Notices, type Notice } from '../../ui/Notices.tsx';
import { ChatPanel } from '../chat/ChatPanel.tsx';
import type { Draft } from '../chat/Composer.tsx';
import { useChatNews } from '../chat/useChatNews.ts';
import { StatisticsPanel } from '../statistics/StatisticsPanel.tsx';
import { toggleDevice } from '../DeviceToggle.tsx';
import { Alone } from './Alone.tsx';
import { ControlBar, type PanelName } from './ControlBar.tsx';
import { PeoplePanel } from './PeoplePanel.tsx';
import { RecordingMark } from './recording/RecordingMark.tsx';
import { recordingActions } from './recording/recordingActions.ts';
import { ReactionNews } from './ReactionNews.tsx';
import { playVoices, RemoteAudio } from './RemoteAudio.tsx';
import styles from './Room.module.css';
import { toggleScreen } from './ShareButton.tsx';
import { Stage } from './Stage.tsx';
import { stageSettings } from './stageSettings.ts';
import { barredSentences } from './hosting/barredSentences.ts';
import { waitingNotices } from './hosting/waitingNotices.ts';
import { connectionNotices, threeNotices } from './standingNotices.ts';
import { useCues } from './useCues.ts';
import { useDeviceNotices } from './useDeviceNotices.ts';
import { usePassingNotices } from './usePassingNotices.ts';
import { useScreenNotices } from './useScreenNotices.ts';
import { usePushToTalk } from './usePushToTalk.ts';
import { useTroubleNotice } from './useTroubleNotice.ts';

export function Room({ call }: { readonly call: Call }) {
  const messages = useMessages();
  const words = messages.room;
  const state = useStore(call);
  const media = useStore(call.media);
  const [passing, say] = usePassingNotices(call, messages);
  const troubles = [
    ...useDeviceNotices(call.media, media, words),
    ...useScreenNotices(call.screen, messages.stage.screen),
  ];
  const settings = useStore(stageSettings);
  const trouble = useTroubleNotice(call, messages.statistics);
  const [soundBlocked, setSoundBlocked] = useState(false);
  const [warned, setWarned] = useState(false);
  const [panel, setPanel] = useState<PanelName>();
  const [draft] = useState(() => new WatchedValue<Draft>({ text: '', to: undefined }));
  useChatNews(call.chat, { open: panel === 'chat', say, words: messages.chat });
  const heading = useFocusOnMount<HTMLHeadingElement>();
  const show = useCallback((tiles: readonly TileView[]) => call.show(tiles), [call]);
  const closePanel = useCallback(() => setPanel(undefined), []);
  const onBlocked = useCallback(() => setSoundBlocked(true), []);
  useCues(call);
  useWakeLock();
  usePushToTalk(call.media);
  useShortcuts({
    m: () => toggleDevice(call.media, 'microphone'),
    v: () => toggleDevice(call.media, 'camera'),
    s: () => toggleSharing(),
    h: () => call.setHand(!call.get().participants.some(({ isSelf, hand }) => isSelf && hand !== undefined)),
    c: () => togglePanel('chat'),
  });

  const { participants, phase, room, path, role } = state;
  const barred = barredSentences(state, messages.hosting);
  const link = roomLink(room);

  async function copyLink(): Promise<void> {
    try {
      await navigator.clipboard.writeText(link);
      say(words.copied);
    } catch {
      say(words.notCopied(link));
    }
  }

  async function turnSoundOn(): Promise<void> {
    setSoundBlocked(false);
    await playVoices().catch(() => setSoundBlocked(true));
  }

  function toggleSharing(): void {
    if (barred.shareScreen !== undefined && !call.screen.get().wanted) say(barred.shareScreen);
    else toggleScreen(call.screen);
  }

  function togglePanel(name: PanelName): void {
    setPanel(name === panel ? undefined : name);
  }

  const connection = connectionNotices(state, warned ? undefined : () => setWarned(true), {
    words,
    // Beside the call, which goes on.
    check: { label: messages.checkConnection, run: () => void window.open(checkPath, '_blank', 'noopener') },
  });
  const waiting = waitingNotices(state.waiting, messages.hosting, {
    admit: (ids) => call.hosting.admit(ids),
    show: () => setPanel('people'),
  });
  const blocked: Notice[] = soundBlocked
    ? [
        {
          id: 'sound',
          text: words.soundBlocked,
          tone: 'warning',
          action: { label: words.soundOn, run: () => void turnSoundOn() },
        },
      ]
    : [];
  return (
    <main className={styles.room} data-panel={panel} data-alone={participants.length === 1}>
      <h1 ref={heading} tabIndex={-1} className="visually-hidden">
        {words.heading(room)}
      </h1>
      <div className={styles.middle}>
        <div className={styles.view}>
          <div className={styles.people}>
            <Stage
              call={call}
              state={state}
              settings={settings}
              dimmed={phase.name === 'reconnecting'}
              show={show}
            />
            <RecordingMark recording={state.recording} />
            <Notices
              notices={threeNotices(
                [...connection, ...blocked, ...(panel === 'people' ? [] : waiting), ...troubles, ...trouble],
                passing,
              )}
            />
          </div>
          {phase.name === 'joined' && participants.length === 1 && (
            <Alone link={link} copyLink={() => void copyLink()} />
          )}
        </div>
        {panel === 'people' && (
          <PeoplePanel
            state={state}
            hosting={call.hosting}
            levels={call.levels}
            lowerHandOf={(id) => call.lowerHandOf(id)}
            close={closePanel}
          />
        )}
        {panel === 'statistics' && <StatisticsPanel call={call} close={closePanel} />}
        {panel === 'chat' && (
          <ChatPanel
            chat={call.chat}
            participants={participants}
            draft={draft}
            barred={barred.chat}
            close={closePanel}
          />
        )}
      </div>
      <ControlBar
        call={call}
        media={media}
        settings={settings}
        room={room}
        joined={phase.name !== 'joining'}
        participants={participants}
        path={path}
        watches={role === 'viewer'}
        barred={barred}
        toggleScreen={toggleSharing}
        actions={recordingActions(state, call.hosting, messages.recording)}
        panel={panel}
        togglePanel={togglePanel}
      />
      <ReactionNews call={call} />
      <RemoteAudio participants={participants} speakerId={media.speakerId} onBlocked={onBlocked} />
    </main>
  );
}
