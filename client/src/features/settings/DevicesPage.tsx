// Camera, microphone and speaker, each with a way to try it.
import { Mic, Video, Volume2 } from 'lucide-react';
import type { LocalMedia } from '../../call/CallState.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { useStore } from '../../react/useStore.ts';
import { deviceChoices, type DeviceKind } from '../deviceChoices.ts';
import { DeviceSelect } from '../DeviceSelect.tsx';
import { LevelMeter } from '../LevelMeter.tsx';
import styles from './DevicesPage.module.css';
import { MicrophoneTest } from './MicrophoneTest.tsx';
import { SpeakerTest } from './SpeakerTest.tsx';

export function DevicesPage({ media }: { readonly media: LocalMedia }) {
  const words = useMessages().devices;
  const state = useStore(media);
  const devices = (kind: DeviceKind) => deviceChoices(kind, media, state, words);
  return (
    <>
      <div className={styles.device}>
        <DeviceSelect icon={Mic} device={devices('microphone')} />
        <LevelMeter media={media} />
        <MicrophoneTest track={state.microphone.track} speakerId={state.speakerId} />
      </div>
      <div className={styles.device}>
        {state.speakers.length > 0 && <DeviceSelect icon={Volume2} device={devices('speaker')} />}
        <SpeakerTest speakerId={state.speakerId} />
      </div>
      <DeviceSelect icon={Video} device={devices('camera')} />
    </>
  );
}
