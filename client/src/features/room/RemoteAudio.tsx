// The voices of the others, and what is heard of their screens: one audio element each, apart from the tiles, so that no layout interrupts them.
import { useEffect, useRef, useState } from 'react';
import type { TrackSource } from '@parley/protocol';
import type { Participant } from '../../call/CallState.ts';

interface RemoteAudioProps {
  readonly participants: readonly Participant[];
  readonly speakerId: string | undefined;
  /** The browser wants a click before it plays anything. */
  readonly onBlocked: () => void;
}

export function RemoteAudio({ participants, speakerId, onBlocked }: RemoteAudioProps) {
  return participants.flatMap(({ id, isSelf, microphone, screenSound }) =>
    isSelf
      ? []
      : [microphone, screenSound].flatMap((sent) =>
          sent?.track
            ? [
                <Voice
                  key={`${id}/${sent.source}`}
                  participantId={id}
                  source={sent.source}
                  track={sent.track}
                  speakerId={speakerId}
                  onBlocked={onBlocked}
                />,
              ]
            : [],
        ),
  );
}

interface VoiceProps extends Omit<RemoteAudioProps, 'participants'> {
  readonly participantId: string;
  readonly source: TrackSource;
  readonly track: MediaStreamTrack;
}

/** When another track takes over, the one before is heard until the new one plays. */
function Voice({ track, ...props }: VoiceProps) {
  const [heard, setHeard] = useState(track);
  const before = heard === track ? undefined : heard;
  return (
    <>
      {before && <Sound key={before.id} {...props} track={before} silent={false} onPlaying={setHeard} />}
      <Sound key={track.id} {...props} track={track} silent={before !== undefined} onPlaying={setHeard} />
    </>
  );
}

interface SoundProps extends VoiceProps {
  readonly silent: boolean;
  readonly onPlaying: (track: MediaStreamTrack) => void;
}

function Sound({ participantId, source, track, speakerId, silent, onPlaying, onBlocked }: SoundProps) {
  const element = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    const audio = element.current;
    if (!audio) return;
    audio.srcObject = new MediaStream([track]);
    audio.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotAllowedError') onBlocked();
    });
  }, [track, onBlocked]);
  useEffect(() => {
    const audio = element.current;
    if (!audio || !('setSinkId' in audio)) return;
    // A speaker that is gone leaves the sound where it was.
    audio.setSinkId(speakerId ?? '').catch(() => undefined);
  }, [speakerId]);
  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- live speech comes without captions
    <audio
      ref={element}
      data-voice-of={source === 'microphone' ? participantId : undefined}
      data-screen-of={source === 'screenSound' ? participantId : undefined}
      autoPlay
      muted={silent}
      onPlaying={() => onPlaying(track)}
    />
  );
}

/** Starts every voice again. To be called by a click. */
export async function playVoices(): Promise<void> {
  const voices = document.querySelectorAll<HTMLAudioElement>('audio[data-voice-of], audio[data-screen-of]');
  await Promise.all(Array.from(voices, (voice) => voice.play()));
}
