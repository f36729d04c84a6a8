// One notice for each device in trouble, until it works again or the person waves it away.
import { useState } from 'react';
import type { DeviceProblem, DeviceSource, LocalMedia, LocalMediaState } from '../../call/CallState.ts';
import type { Messages } from '../../messages/Messages.ts';
import type { Notice } from '../../ui/Notices.tsx';
import { deviceNotice, deviceProblem } from './standingNotices.ts';

type Words = Messages['room'];

export function useDeviceNotices(media: LocalMedia, state: LocalMediaState, words: Words): Notice[] {
  return [
    ...useDeviceNotice('microphone', media, state, words),
    ...useDeviceNotice('camera', media, state, words),
  ];
}

function useDeviceNotice(
  source: DeviceSource,
  media: LocalMedia,
  state: LocalMediaState,
  words: Words,
): Notice[] {
  const problem = deviceProblem(state, source);
  const [dismissed, setDismissed] = useState<DeviceProblem>();
  // What comes back is told anew.
  if (dismissed !== undefined && dismissed !== problem) setDismissed(undefined);
  if (!problem || dismissed === problem) return [];
  return [
    deviceNotice(
      source,
      problem,
      { retry: () => media.retry(source), dismiss: () => setDismissed(problem) },
      words,
    ),
  ];
}
