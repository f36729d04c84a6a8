// What to say before joining when a device cannot be had, and the ways on.
import type { DeviceState } from '../../call/CallState.ts';
import type { Messages } from '../../messages/Messages.ts';

type Wish = Pick<DeviceState, 'wanted' | 'problem'>;

export type AdviceWay = 'retry' | 'withoutCamera' | 'withoutMicrophone' | 'listenOnly';

export interface Advice {
  readonly about: 'camera' | 'microphone' | 'both';
  readonly text: string;
  readonly ways: readonly AdviceWay[];
}

/** One piece of advice a trouble; one for both devices where both have the same. */
export function deviceAdvice(
  devices: { readonly camera: Wish; readonly microphone: Wish },
  sentences: Messages['deviceProblems'],
): Advice[] {
  const camera = devices.camera.wanted ? devices.camera.problem : undefined;
  const microphone = devices.microphone.wanted ? devices.microphone.problem : undefined;
  if (camera && camera === microphone) {
    return [{ about: 'both', text: sentences.both[camera], ways: ['retry', 'listenOnly'] }];
  }
  const advice: Advice[] = [];
  if (camera) {
    // Without both, listening is what is left.
    const without = microphone ? 'listenOnly' : 'withoutCamera';
    advice.push({ about: 'camera', text: sentences.camera[camera], ways: ['retry', without] });
  }
  if (microphone) {
    const ways: AdviceWay[] = camera ? ['retry'] : ['retry', 'withoutMicrophone'];
    advice.push({ about: 'microphone', text: sentences.microphone[microphone], ways });
  }
  return advice;
}
