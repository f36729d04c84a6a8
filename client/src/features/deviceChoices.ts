// The devices to choose from, each with a name: browsers give none before they are allowed.
import type { DeviceChoice, LocalMedia, LocalMediaState } from '../call/CallState.ts';
import type { Messages } from '../messages/Messages.ts';

export interface DeviceChoices {
  readonly label: string;
  readonly choices: readonly DeviceChoice[];
  /** Where nothing was chosen the browser takes the first. */
  readonly chosen: string | undefined;
  readonly choose: (id: string) => void;
}

export type DeviceKind = 'microphone' | 'camera' | 'speaker';

export function deviceChoices(
  kind: DeviceKind,
  media: LocalMedia,
  state: LocalMediaState,
  words: Messages['devices'],
): DeviceChoices {
  const label = words[kind];
  const named = (choices: readonly DeviceChoice[]): DeviceChoice[] =>
    choices.map((choice, index) => ({
      ...choice,
      label: choice.label || words.unnamed(label, index + 1),
    }));
  switch (kind) {
    case 'microphone':
      return {
        label,
        choices: named(state.microphones),
        chosen: state.microphoneId ?? state.microphones[0]?.id,
        choose: (id) => media.chooseMicrophone(id),
      };
    case 'camera':
      return {
        label,
        choices: named(state.cameras),
        chosen: state.cameraId ?? state.cameras[0]?.id,
        choose: (id) => media.chooseCamera(id),
      };
    case 'speaker':
      return {
        label,
        choices: named(state.speakers),
        chosen: state.speakerId ?? state.speakers[0]?.id,
        choose: (id) => media.chooseSpeaker(id),
      };
    default:
      return kind satisfies never;
  }
}
