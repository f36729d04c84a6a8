import type { DirectCall } from '@parley/protocol';
import type { DeviceSource } from '../CallState.ts';
import type { AudioLevels } from '../direct/AudioMeter.ts';
import type { SideState } from '../direct/ControlChannel.ts';
import type { DirectPath, DirectPathEvents } from '../direct/DirectPath.ts';
import type { PathReport, StatsReport } from '../direct/pathReport.ts';
import { fakeTrack } from './FakeTrack.ts';

/** A direct path on which comes what a test says. */
export class FakeDirectPath implements DirectPath {
  readonly id: string;
  readonly peerId: string;
  readonly events: DirectPathEvents;
  readonly sent = new Map<DeviceSource, MediaStreamTrack | null>();
  /** What this side said last. */
  said: SideState | undefined;
  readonly taken: string[] = [];
  retries = 0;
  restarts = 0;
  closed = false;
  open = false;
  settled = false;
  other: SideState = { plays: false, ending: false, watches: true };
  levels: AudioLevels = { own: undefined, other: undefined };
  report: PathReport | undefined = { relayed: false, roundTrip: 5 };
  readonly #tracks = new Map([
    ['camera', fakeTrack('video')],
    ['microphone', fakeTrack('audio')],
  ]);
  readonly #counts = new Map<string, number>();

  constructor({ id, peerId }: DirectCall, events: DirectPathEvents) {
    this.id = id;
    this.peerId = peerId;
    this.events = events;
  }

  opens(): void {
    this.open = true;
    this.settled = true;
    this.events.changed();
  }

  /** The other side says something of itself. */
  hears(other: Partial<SideState>): void {
    this.other = { ...this.other, ...other };
    this.events.changed();
  }

  /** Media of these tracks comes. */
  flow(...trackIds: string[]): void {
    for (const id of trackIds) this.#counts.set(id, (this.#counts.get(id) ?? 0) + 1);
  }

  send(source: DeviceSource, track: MediaStreamTrack | null): void {
    this.sent.set(source, track);
  }

  say(state: SideState): void {
    this.said = state;
  }

  received(trackId: string): MediaStreamTrack | undefined {
    return this.#tracks.get(trackId);
  }

  flows(): Promise<ReadonlyMap<string, number>> {
    return Promise.resolve(new Map(this.#counts));
  }

  stats(): Promise<StatsReport> {
    return Promise.resolve(new Map());
  }

  takeOffer(): void {
    this.taken.push('offer');
  }

  takeAnswer(): void {
    this.taken.push('answer');
  }

  takeCandidate(): void {
    this.taken.push('candidate');
  }

  retry(): void {
    this.retries += 1;
  }

  restartIce(): void {
    this.restarts += 1;
  }

  setIceServers(): void {}

  close(): void {
    this.closed = true;
    this.open = false;
  }
}
