import type { DeviceSource } from './CallState.ts';

/** What the browser lets the page do with cameras, microphones and speakers. */
export interface DeviceAccess {
  getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream>;
  enumerateDevices(): Promise<MediaDeviceInfo[]>;
  /** Calls `listener` when a device came or went. */
  onDeviceChange(listener: () => void): () => void;
  /** Undefined where the browser does not tell. */
  permission(source: DeviceSource): Promise<PermissionState | undefined>;
  /** Calls `listener` when the person allowed a device after all. */
  onGranted(listener: (source: DeviceSource) => void): () => void;
  readonly canChooseSpeaker: boolean;
}

export function browserDevices(): DeviceAccess {
  const { mediaDevices, permissions } = navigator;
  // Firefox learnt these names late, and Safari knows no change events: whoever does not know them rejects.
  const query = (source: DeviceSource) => permissions.query({ name: source }).catch(() => undefined);
  return {
    getUserMedia: (constraints) => mediaDevices.getUserMedia(constraints),
    enumerateDevices: () => mediaDevices.enumerateDevices(),
    onDeviceChange(listener) {
      mediaDevices.addEventListener('devicechange', listener);
      return () => mediaDevices.removeEventListener('devicechange', listener);
    },
    permission: async (source) => (await query(source))?.state,
    onGranted(listener) {
      const stop = new AbortController();
      for (const source of ['camera', 'microphone'] as const) {
        void query(source).then((status) =>
          status?.addEventListener('change', () => status.state === 'granted' && listener(source), stop),
        );
      }
      return () => stop.abort();
    },
    canChooseSpeaker: 'setSinkId' in HTMLMediaElement.prototype,
  };
}
