import type { TrackSource } from '@parley/protocol';
import type { DeviceProblem, DeviceState } from './CallState.ts';

/** One camera or microphone: what the person wishes, and what is held of it by now. */
export class LocalDevice {
  readonly source: TrackSource;
  readonly #ended: (device: LocalDevice) => void;
  wanted = true;
  /** The browser was asked and has not answered. */
  pending = false;
  problem: DeviceProblem | undefined;
  /** Another device of the kind is wished for than the one that runs. */
  switching = false;
  wishedId: string | undefined;
  /** The one that ran last. */
  lastId: string | undefined;
  #track: MediaStreamTrack | undefined;
  #stopListening: (() => void) | undefined;

  constructor(source: TrackSource, wishedId: string | undefined, ended: (device: LocalDevice) => void) {
    this.source = source;
    this.wishedId = wishedId;
    this.#ended = ended;
  }

  get state(): DeviceState {
    const { wanted, problem } = this;
    return {
      wanted,
      track: wanted ? this.#track : undefined,
      pending: wanted && this.pending,
      problem,
    };
  }

  /** Also while it is muted. */
  get held(): MediaStreamTrack | undefined {
    return this.#track;
  }

  get needed(): boolean {
    return this.wanted && this.problem === undefined && (!this.#track || this.switching);
  }

  /** The one to ask for. Without a wish, the one that ran last. */
  get preferredId(): string | undefined {
    return this.wishedId ?? this.lastId;
  }

  /** The id of the device that runs, or of the one that is wished for. */
  get shownId(): string | undefined {
    return this.#track ? this.lastId : this.wishedId;
  }

  hold(track: MediaStreamTrack): void {
    this.release();
    this.#track = track;
    this.lastId = track.getSettings().deviceId;
    this.problem = undefined;
    track.enabled = this.wanted;
    const ended = () => {
      this.release();
      this.#ended(this);
    };
    track.addEventListener('ended', ended);
    this.#stopListening = () => track.removeEventListener('ended', ended);
  }

  release(): void {
    this.#stopListening?.();
    this.#stopListening = undefined;
    this.#track?.stop();
    this.#track = undefined;
  }

  /** A microphone that is off stays at hand, silent; a camera that is off is off, and its light too. */
  want(wanted: boolean): void {
    this.wanted = wanted;
    this.problem = undefined;
    if (this.source === 'camera' && !wanted) this.release();
    if (this.#track) this.#track.enabled = wanted;
  }
}
