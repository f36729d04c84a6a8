// Records a few seconds and plays them: so it sounds to the others.
import { CircleStop, Mic, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useMessages } from '../../messages/useMessages.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './DevicesPage.module.css';
import { VoiceSample, type SampleState } from './VoiceSample.ts';

interface MicrophoneTestProps {
  readonly track: MediaStreamTrack | undefined;
  readonly speakerId: string | undefined;
}

const icons = { idle: Mic, recording: CircleStop, playing: Play };

export function MicrophoneTest({ track, speakerId }: MicrophoneTestProps) {
  const words = useMessages().settings.tests;
  const [state, setState] = useState<SampleState>('idle');
  const [sample, setSample] = useState<VoiceSample>();
  useEffect(() => () => sample?.stop(), [sample]);
  if (typeof MediaRecorder === 'undefined') return null;

  function start(of: MediaStreamTrack): void {
    setSample(new VoiceSample(of, speakerId, setState));
  }

  const Icon = icons[state];
  return (
    <Button
      className={styles.test}
      disabled={!track && state === 'idle'}
      onClick={() => (state === 'idle' ? track && start(track) : sample?.next())}
    >
      <Icon aria-hidden size={16} />
      <span aria-live="polite">{words.microphone[state]}</span>
    </Button>
  );
}
