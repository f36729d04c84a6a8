// The call: the stage, what there is to say about it, and the controls.
import { useCallback, useRef, useState } from 'react';
import type { Call, TileView } from '../../call/CallState.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { useFocusOnMount } from '../../react/useFocusOnMount.ts';
import { useShortcuts } from '../../react/useShortcuts.ts';
import { useWakeLock } from '../../react/useWakeLock.ts';
import { useStore } from '../../react/useStore.ts';
import { roomLink } from '../../routing/route.ts';
import { Notices, type Notice } from '../../ui/Notices.tsx';
import { toggleDevice } from '../DeviceToggle.tsx';
import { Alone } from './Alone.tsx';
import { ControlBar } from './ControlBar.tsx';
import { PeoplePanel } from './PeoplePanel.tsx';
import { playVoices, RemoteAudio } from './RemoteAudio.tsx';
import styles from './Room.module.css';
import { Stage } from './Stage.tsx';
import { connectionNotices, threeNotices } from './standingNotices.ts';
import { useCues } from './useCues.ts';
import { useDeviceNotices } from './useDeviceNotices.ts';
import { usePassingNotices } from './usePassingNotices.ts';
import { usePushToTalk } from './usePushToTalk.ts';

export function Room({ call }: { readonly call: Call }) {
  const words = useMessages().room;
  const state = useStore(call);
  const media = useStore(call.media);
  const [passing, say] = usePassingNotices(call, words);
  const troubles = useDeviceNotices(call.media, media, words);
  const [soundBlocked, setSoundBlocked] = useState(false);
  const [warned, setWarned] = useState(false);
  const [peopleOpen, setPeopleOpen] = useState(false);
  const peopleButton = useRef<HTMLButtonElement>(null);
  const heading = useFocusOnMount<HTMLHeadingElement>();
  const show = useCallback((tiles: readonly TileView[]) => call.show(tiles), [call]);
  const onBlocked = useCallback(() => setSoundBlocked(true), []);
  useCues(call);
  useWakeLock();
  usePushToTalk(call.media);
  useShortcuts({
    m: () => toggleDevice(call.media, 'microphone'),
    v: () => toggleDevice(call.media, 'camera'),
  });

  const { participants, phase, room, path } = state;
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

  function closePeople(): void {
    setPeopleOpen(false);
    peopleButton.current?.focus();
  }

  const connection = connectionNotices(state, warned ? undefined : () => setWarned(true), words);
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
    <main className={styles.room}>
      <h1 ref={heading} tabIndex={-1} className="visually-hidden">
        {words.heading(room)}
      </h1>
      <div className={styles.middle}>
        <div className={styles.view}>
          <div className={styles.people}>
            <Stage participants={participants} dimmed={phase.name === 'reconnecting'} show={show} />
            <Notices notices={threeNotices([...connection, ...blocked, ...troubles], passing)} />
          </div>
          {phase.name === 'joined' && participants.length === 1 && (
            <Alone link={link} copyLink={() => void copyLink()} />
          )}
        </div>
        {peopleOpen && <PeoplePanel participants={participants} close={closePeople} />}
      </div>
      <ControlBar
        call={call}
        media={media}
        room={room}
        joined={phase.name !== 'joining'}
        people={participants.length}
        path={path}
        peopleOpen={peopleOpen}
        peopleButton={peopleButton}
        togglePeople={() => setPeopleOpen(!peopleOpen)}
      />
      <RemoteAudio participants={participants} speakerId={media.speakerId} onBlocked={onBlocked} />
    </main>
  );
}
