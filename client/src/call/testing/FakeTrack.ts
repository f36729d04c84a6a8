/** A MediaStreamTrack as far as the call looks at one. */
export class FakeTrack extends EventTarget {
  readonly id: string;
  readonly kind: 'audio' | 'video';
  readonly #settings: MediaTrackSettings;
  readyState: 'live' | 'ended' = 'live';
  enabled = true;
  contentHint = '';
  /** What was asked of it. */
  readonly constraints: (MediaTrackConstraints | undefined)[] = [];
  muted = false;

  constructor(kind: 'audio' | 'video', deviceId = `${kind}-1`, settings: MediaTrackSettings = {}) {
    super();
    this.kind = kind;
    this.id = crypto.randomUUID();
    this.#settings = { ...settings, deviceId };
  }

  getSettings(): MediaTrackSettings {
    return this.#settings;
  }

  async applyConstraints(constraints?: MediaTrackConstraints): Promise<void> {
    this.constraints.push(constraints);
  }

  stop(): void {
    this.readyState = 'ended';
  }

  /** The system holds it back, or lets it go. */
  interrupt(muted: boolean): void {
    this.muted = muted;
    this.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
  }

  /** The device went away, or the browser ended it. */
  unplug(): void {
    this.stop();
    this.dispatchEvent(new Event('ended'));
  }
}

export function fakeTrack(
  kind: 'audio' | 'video',
  deviceId?: string,
  settings?: MediaTrackSettings,
): FakeTrack & MediaStreamTrack {
  return new FakeTrack(kind, deviceId, settings) as FakeTrack & MediaStreamTrack;
}
