// Plays three notes on the speaker that was chosen.
import { Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useMessages } from '../../messages/useMessages.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './DevicesPage.module.css';
import { playNotes } from '../../sound/notes.ts';

const notes = [
  { at: 0, frequency: 523.25, seconds: 0.5 },
  { at: 0.25, frequency: 659.25, seconds: 0.5 },
  { at: 0.5, frequency: 783.99, seconds: 0.9 },
];

export function SpeakerTest({ speakerId }: { readonly speakerId: string | undefined }) {
  const words = useMessages().settings.tests;
  const [playing, setPlaying] = useState<() => void>();
  useEffect(() => () => playing?.(), [playing]);

  function play(): void {
    const sound = playNotes(notes, speakerId);
    setPlaying(() => sound.stop);
    void sound.ended.then(() => setPlaying(undefined));
  }

  return (
    <Button
      className={styles.test}
      aria-disabled={playing !== undefined}
      onClick={playing ? undefined : play}
    >
      <Play aria-hidden size={16} />
      {playing ? words.playing : words.speaker}
    </Button>
  );
}
