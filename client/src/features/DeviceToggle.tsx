// The switch of one's microphone or camera, in the lobby and in the room.
import { Mic, MicOff, Video, VideoOff } from 'lucide-react';
import type { DeviceSource, LocalMedia, LocalMediaState } from '../call/CallState.ts';
import { useMessages } from '../messages/useMessages.ts';
import { IconButton } from '../ui/IconButton.tsx';

interface DeviceToggleProps {
  readonly source: DeviceSource;
  readonly media: LocalMedia;
  readonly state: LocalMediaState;
  readonly shortcut?: string;
  /** Why it cannot be turned on. */
  readonly barred?: string | undefined;
  readonly className?: string | undefined;
}

const looks = {
  microphone: { on: Mic, off: MicOff, turnOn: 'unmute', turnOff: 'mute' },
  camera: { on: Video, off: VideoOff, turnOn: 'cameraOn', turnOff: 'cameraOff' },
} as const;

export function DeviceToggle({ source, media, state, shortcut, barred, className }: DeviceToggleProps) {
  const words = useMessages().devices;
  const { wanted, problem } = state[source];
  const on = wanted && !problem;
  const look = looks[source];
  return (
    <IconButton
      icon={on ? look.on : look.off}
      label={words[on ? look.turnOff : look.turnOn]}
      look={on ? 'plain' : 'off'}
      alert={wanted && problem !== undefined}
      barred={wanted ? undefined : barred}
      className={className}
      onClick={() => toggleDevice(media, source)}
      {...(shortcut !== undefined && { shortcut })}
    />
  );
}

/** Off, on, or, where it is wanted but in trouble, once more. */
export function toggleDevice(media: LocalMedia, source: DeviceSource): void {
  const { wanted, problem } = media.get()[source];
  if (wanted && problem) media.retry(source);
  else if (source === 'microphone') media.setMicrophone(!wanted);
  else media.setCamera(!wanted);
}
