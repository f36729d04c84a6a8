// How loud the microphone is.
import { useMemo } from 'react';
import { watchMicrophoneLevel } from '../../call/microphoneLevel.ts';
import { LevelMeter } from '../LevelMeter.tsx';

export function MicrophoneLevel({ track }: { readonly track: MediaStreamTrack }) {
  const media = useMemo(
    () => ({
      watchLevel: (listener: (level: number) => void) => watchMicrophoneLevel(() => track, listener),
    }),
    [track],
  );
  return <LevelMeter media={media} />;
}
