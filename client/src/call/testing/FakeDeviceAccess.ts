import type { DeviceSource } from '../CallState.ts';
import type { DeviceAccess } from '../DeviceAccess.ts';
import { fakeTrack, type FakeTrack } from './FakeTrack.ts';
import { turns } from './turns.ts';

type Kind = 'audio' | 'video';

const infoKinds = { audio: 'audioinput', video: 'videoinput', speaker: 'audiooutput' } as const;

/** A browser with the devices and the moods that a test gives it. */
export class FakeDeviceAccess implements DeviceAccess {
  readonly canChooseSpeaker = true;
  speakers: string[] = [];
  devices: { kind: Kind; id: string }[] = [
    { kind: 'audio', id: 'mic' },
    { kind: 'video', id: 'cam' },
  ];
  /** By device kind: the error that asking for it gives. */
  errors: Partial<Record<Kind, DOMException>> = {};
  /** As Chromium does: who asks for a microphone that runs already gets the sound that it has. */
  sharesSound = false;
  permissions: Partial<Record<DeviceSource, PermissionState>> = {};
  /** The kinds of every request, in order. */
  readonly asked: string[] = [];
  readonly constraints: MediaStreamConstraints[] = [];
  readonly tracks: FakeTrack[] = [];
  /** While set, the browser thinks; calling it lets it answer. */
  #answer: (() => void) | undefined;
  #thinking: Promise<void> | undefined;
  #changed: (() => void) | undefined;
  #granted: ((source: DeviceSource) => void) | undefined;

  /** From now on the browser answers only when told. */
  think(): () => Promise<void> {
    this.#thinking = new Promise((resolve) => (this.#answer = resolve));
    return async () => {
      this.#thinking = undefined;
      this.#answer?.();
      await turns();
    };
  }

  async getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream> {
    const kinds = (['audio', 'video'] as const).filter((kind) => constraints[kind]);
    this.asked.push(kinds.join('+'));
    this.constraints.push(constraints);
    await this.#thinking;
    for (const kind of kinds) {
      const error = this.errors[kind];
      if (error) throw error;
      const there = this.devices.filter((device) => device.kind === kind);
      if (there.length === 0) throw new DOMException('', 'NotFoundError');
      const id = insistedId(constraints, kind);
      if (id !== undefined && !there.some((device) => device.id === id)) {
        throw new DOMException('', 'OverconstrainedError');
      }
    }
    const made = kinds.map((kind) => {
      const insisted = insistedId(constraints, kind);
      const first = this.devices.find((device) => device.kind === kind);
      return fakeTrack(kind, insisted ?? first?.id, kind === 'audio' ? this.#soundFor(constraints) : {});
    });
    this.tracks.push(...made);
    return {
      getAudioTracks: () => made.filter(({ kind }) => kind === 'audio'),
      getVideoTracks: () => made.filter(({ kind }) => kind === 'video'),
    } as unknown as MediaStream;
  }

  #soundFor({ audio }: MediaStreamConstraints): MediaTrackSettings {
    if (!this.sharesSound) return {};
    const running = this.tracks.find(({ kind, readyState }) => kind === 'audio' && readyState === 'live');
    const { echoCancellation, noiseSuppression, autoGainControl } = (running?.getSettings() ??
      audio) as MediaTrackSettings;
    return { echoCancellation, noiseSuppression, autoGainControl } as MediaTrackSettings;
  }

  async enumerateDevices(): Promise<MediaDeviceInfo[]> {
    const speakers = this.speakers.map((id) => ({ kind: 'speaker' as const, id }));
    return [...this.devices, ...speakers].map(({ kind, id }) => ({
      kind: infoKinds[kind],
      deviceId: id,
      groupId: '',
      label: id,
      toJSON: () => ({}),
    }));
  }

  async permission(source: DeviceSource): Promise<PermissionState | undefined> {
    return this.permissions[source];
  }

  onDeviceChange(listener: () => void): () => void {
    this.#changed = listener;
    return () => (this.#changed = undefined);
  }

  onGranted(listener: (source: DeviceSource) => void): () => void {
    this.#granted = listener;
    return () => (this.#granted = undefined);
  }

  async plug(kind: Kind, id: string): Promise<void> {
    this.devices.push({ kind, id });
    this.#changed?.();
    await turns();
  }

  async unplug(id: string): Promise<void> {
    this.devices = this.devices.filter((device) => device.id !== id);
    for (const track of this.tracks) {
      if (track.getSettings().deviceId === id && track.readyState === 'live') track.unplug();
    }
    this.#changed?.();
    await turns();
  }

  async plugSpeakers(...ids: string[]): Promise<void> {
    this.speakers = ids;
    this.#changed?.();
    await turns();
  }

  async grant(source: DeviceSource): Promise<void> {
    this.#granted?.(source);
    await turns();
  }
}

function insistedId(constraints: MediaStreamConstraints, kind: Kind): string | undefined {
  return (constraints[kind] as { deviceId?: { exact: string } }).deviceId?.exact;
}
