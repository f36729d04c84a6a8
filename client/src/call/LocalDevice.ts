import type { DeviceProblem, DeviceSource, DeviceState } from './CallState.ts';
import type { Denoised } from './sound/denoise.ts';

export interface LocalDeviceEvents {
  /** The track is at its end, and not by our wish. */
  readonly ended: (device: LocalDevice) => void;
  /** The state is another one. */
  readonly changed: () => void;
}

/** One camera or microphone: what the person wishes, and what is held of it by now. */
export class LocalDevice {
  readonly source: DeviceSource;
  readonly #events: LocalDeviceEvents;
  wanted = true;
  /** The browser was asked and has not answered. */
  pending = false;
  problem: DeviceProblem | undefined;
  /** Another device of the kind is wished for than the one that runs. */
  switching = false;
  wishedId: string | undefined;
  /** Among the devices to choose from. */
  wishedIsThere = false;
  /** It is asked for again while its problem stands. */
  retrying = false;
  /** The one that ran last. */
  lastId: string | undefined;
  #track: MediaStreamTrack | undefined;
  /** What is sent instead of the track, where something is done to it. */
  #denoised: Denoised | undefined;
  #stopListening: (() => void) | undefined;

  constructor(source: DeviceSource, wishedId: string | undefined, events: LocalDeviceEvents) {
    this.source = source;
    this.wishedId = wishedId;
    this.#events = events;
  }

  get state(): DeviceState {
    const { wanted, problem } = this;
    const runs = wanted && problem !== 'interrupted';
    return {
      wanted,
      track: runs ? (this.#denoised?.track ?? this.#track) : undefined,
      pending: wanted && this.pending,
      problem,
      standsIn: this.#track !== undefined && this.lastId !== this.preferredId && !this.wishedIsThere,
    };
  }

  /** Also while it is muted. */
  get held(): MediaStreamTrack | undefined {
    return this.#track;
  }

  get isDenoised(): boolean {
    return this.#denoised !== undefined;
  }

  get needed(): boolean {
    const isOpen = this.problem === undefined || this.retrying;
    return this.wanted && isOpen && (!this.#track || this.switching);
  }

  /** The one to ask for. Without a wish, the one that ran last. */
  get preferredId(): string | undefined {
    return this.wishedId ?? this.lastId;
  }

  /** The id of the device that runs, or of the one that is wished for. */
  get shownId(): string | undefined {
    return this.#track ? this.lastId : this.wishedId;
  }

  hold(track: MediaStreamTrack, denoised?: Denoised): void {
    this.release();
    this.#track = track;
    this.#denoised = denoised;
    this.lastId = track.getSettings().deviceId;
    this.problem = interruption(track);
    track.enabled = this.wanted;
    const listening = new AbortController();
    const ended = () => {
      this.release();
      this.#events.ended(this);
    };
    const muted = () => {
      this.problem = interruption(track);
      this.#events.changed();
    };
    track.addEventListener('ended', ended, listening);
    track.addEventListener('mute', muted, listening);
    track.addEventListener('unmute', muted, listening);
    this.#stopListening = () => listening.abort();
  }

  release(): void {
    this.#stopListening?.();
    this.#stopListening = undefined;
    this.#denoised?.close();
    this.#denoised = undefined;
    this.#track?.stop();
    this.#track = undefined;
  }

  /** A microphone that is off stays at hand, silent; a camera that is off is off, and its light too. */
  want(wanted: boolean): void {
    this.wanted = wanted;
    this.problem = this.#track && interruption(this.#track);
    if (this.source === 'camera' && !wanted) this.release();
    if (this.#track) this.#track.enabled = wanted;
  }
}

/** The browser or the system holds the track back: another program has the device, or a switch on it is off. */
function interruption(track: MediaStreamTrack): DeviceProblem | undefined {
  return track.muted ? 'interrupted' : undefined;
}
