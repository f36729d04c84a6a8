import type { TrackSource } from '@parley/protocol';
import type { DeviceChoice } from './CallState.ts';
import type { DeviceAccess } from './DeviceAccess.ts';

/** The devices to choose from. */
export interface DeviceLists {
  readonly cameras: readonly DeviceChoice[];
  readonly microphones: readonly DeviceChoice[];
  /** Empty where the browser cannot choose. */
  readonly speakers: readonly DeviceChoice[];
}

export const noDevices: DeviceLists = { cameras: [], microphones: [], speakers: [] };

export async function readDeviceLists(access: DeviceAccess): Promise<DeviceLists> {
  const infos = await access.enumerateDevices().catch(() => []);
  // Without permission the browser shows devices without ids: nothing to choose from.
  const choices = (kind: MediaDeviceKind): DeviceChoice[] =>
    infos
      .filter((info) => info.kind === kind && info.deviceId !== '')
      .map(({ deviceId, label }) => ({ id: deviceId, label }));
  return {
    cameras: choices('videoinput'),
    microphones: choices('audioinput'),
    speakers: access.canChooseSpeaker ? choices('audiooutput') : [],
  };
}

export function listOf(lists: DeviceLists, source: TrackSource): readonly DeviceChoice[] {
  return source === 'camera' ? lists.cameras : lists.microphones;
}

export const isIn = (choices: readonly DeviceChoice[], id: string | undefined): boolean =>
  choices.some((choice) => choice.id === id);
