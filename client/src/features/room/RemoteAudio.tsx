// The voices of the others: one audio element each, apart from the tiles, so that no layout interrupts them.
import { useEffect, useRef } from 'react';
import type { Participant } from '../../call/CallState.ts';

interface RemoteAudioProps {
  readonly participants: readonly Participant[];
  readonly speakerId: string | undefined;
  /** The browser wants a click before it plays anything. */
  readonly onBlocked: () => void;
}

export function RemoteAudio({ participants, speakerId, onBlocked }: RemoteAudioProps) {
  return participants.map(({ id, isSelf, microphone }) =>
    isSelf || !microphone?.track ? null : (
      <Voice
        key={id}
        participantId={id}
        track={microphone.track}
        speakerId={speakerId}
        onBlocked={onBlocked}
      />
    ),
  );
}

interface VoiceProps extends Omit<RemoteAudioProps, 'participants'> {
  readonly participantId: string;
  readonly track: MediaStreamTrack;
}

function Voice({ participantId, track, speakerId, onBlocked }: VoiceProps) {
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
    if (!audio || speakerId === undefined || !('setSinkId' in audio)) return;
    // A speaker that is gone leaves the sound where it was.
    audio.setSinkId(speakerId).catch(() => undefined);
  }, [speakerId]);
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- live speech comes without captions
  return <audio ref={element} data-voice-of={participantId} autoPlay />;
}

/** Starts every voice again. To be called by a click. */
export async function playVoices(): Promise<void> {
  const voices = document.querySelectorAll<HTMLAudioElement>('audio[data-voice-of]');
  await Promise.all(Array.from(voices, (voice) => voice.play()));
}
