import type { DirectCandidate, IceServer, RequestData, SessionDescription } from '@parley/protocol';
import type { DeviceSource } from '../CallState.ts';
import type { AudioLevels } from './AudioMeter.ts';
import type { SideState } from './ControlChannel.ts';
import type { FlowCounts } from './FlowMeter.ts';
import type { PathReport, StatsReport } from './pathReport.ts';

/** Why a direct call is given up. */
export type DirectFailure = RequestData<'endDirect'>['reason'];

export interface DirectPathEvents {
  /** It opened, the other side said something new of itself, a track came, or somebody spoke. */
  changed(): void;
  /** Nothing has come for longer than is usual. */
  doubted(): void;
  /** It is of no use, or too bad to go on with. Said once. */
  failed(reason: DirectFailure): void;
}

/** A connection from browser to browser, as who decides between it and the server sees it. */
export interface DirectPath {
  readonly id: string;
  readonly peerId: string;
  /** Whether packets can go both ways. */
  readonly open: boolean;
  /** Whether it would outlive the loss of the signaling now. */
  readonly settled: boolean;
  /** What the other side says of itself. */
  readonly other: SideState;
  /** Undefined until it is known. */
  readonly report: PathReport | undefined;
  send(source: DeviceSource, track: MediaStreamTrack | null): void;
  say(state: SideState): void;
  received(trackId: string): MediaStreamTrack | undefined;
  readonly levels: AudioLevels;
  flows(): Promise<FlowCounts>;
  stats(): Promise<StatsReport>;
  takeOffer(offer: SessionDescription): void;
  takeAnswer(answer: SessionDescription): void;
  takeCandidate(candidate: DirectCandidate): void;
  /** The signaling is back. */
  retry(): void;
  /** The network may have changed. */
  restartIce(): void;
  setIceServers(iceServers: readonly IceServer[]): void;
  close(): void;
}
