import type { DirectCandidate, SessionDescription } from '@parley/protocol';
import type { Clock } from '../Clock.ts';
import type { MediaSignals } from '../MediaSignals.ts';
import { SignalingError } from '../SignalingError.ts';
import { withStartBitrate } from './startBitrate.ts';

/** Milliseconds until an offer that could not be told is made again. */
const RETRY = 1_000;
/** Of the picture, in kb/s. */
const START_BITRATE = 1_000;

/** What of RTCPeerConnection is needed. */
export type NegotiatedConnection = Pick<
  RTCPeerConnection,
  | 'signalingState'
  | 'localDescription'
  | 'setLocalDescription'
  | 'setRemoteDescription'
  | 'addIceCandidate'
  | 'onnegotiationneeded'
  | 'onicecandidate'
>;

export interface NegotiationParts {
  readonly directId: string;
  /** Whether the first offer is this side's. */
  readonly makesOffer: boolean;
  readonly connection: NegotiatedConnection;
  readonly signals: Pick<MediaSignals, 'request'>;
  readonly clock: Clock;
  /** Which of one's tracks is in which media section now. */
  tracks(): SessionDescription['tracks'];
  /** An offer was taken over, and its answer is about to be made. */
  offered(tracks: SessionDescription['tracks']): void;
  /** This browser cannot take what the other one said. */
  failed(error: unknown): void;
}

/**
 * Offers and answers about one connection: perfect negotiation, with the server in the place of the one who is
 * impolite. It lets one offer through at a time; whoever is refused takes theirs back when the other's comes.
 * https://www.w3.org/TR/webrtc/#perfect-negotiation-example
 */
export class Negotiation {
  readonly #parts: NegotiationParts;
  /** One step after the other: what the browser is told and what it answers must not overtake each other. */
  #steps: Promise<void> = Promise.resolve();
  #mayOffer: boolean;
  #cancelRetry: (() => void) | undefined;
  #closed = false;

  constructor(parts: NegotiationParts) {
    this.#parts = parts;
    this.#mayOffer = parts.makesOffer;
    const { connection, signals, directId } = parts;
    connection.onnegotiationneeded = () => this.#step(() => this.#offer());
    connection.onicecandidate = ({ candidate }) => {
      if (!candidate?.candidate) return;
      const data = { directId, candidate: candidate.toJSON() as DirectCandidate['candidate'] };
      // One of many; if all are lost, the call is tried again as a whole.
      signals.request('candidate', data).catch(() => undefined);
    };
  }

  takeOffer({ sdp, tracks }: SessionDescription): void {
    this.#step(async () => {
      const { connection } = this.#parts;
      // Takes an offer of our own back.
      await connection.setRemoteDescription({ type: 'offer', sdp: withStartBitrate(sdp, START_BITRATE) });
      this.#mayOffer = true;
      this.#parts.offered(tracks);
      await connection.setLocalDescription();
      this.#tell('answer');
    });
  }

  takeAnswer({ sdp }: SessionDescription): void {
    this.#step(async () => {
      const { connection } = this.#parts;
      if (connection.signalingState !== 'have-local-offer') return;
      await connection.setRemoteDescription({ type: 'answer', sdp: withStartBitrate(sdp, START_BITRATE) });
    });
  }

  takeCandidate({ candidate }: DirectCandidate): void {
    this.#step(async () => {
      // Of an offer that was taken back, or of a kind that this browser does not know.
      await this.#parts.connection.addIceCandidate(candidate).catch(() => undefined);
    });
  }

  /** The signaling is back: an offer that could not be told need not wait any longer. */
  retry(): void {
    if (!this.#cancelRetry) return;
    this.#cancelRetry();
    this.#offerAgain();
  }

  close(): void {
    this.#closed = true;
    this.#cancelRetry?.();
  }

  async #offer(): Promise<void> {
    const { connection } = this.#parts;
    // It will be asked for again when what is under way is over.
    if (!this.#mayOffer || connection.signalingState !== 'stable') return;
    await connection.setLocalDescription();
    this.#tell('offer');
  }

  /** Does not wait for the server: the other side's next word may be on its way. */
  #tell(method: 'offer' | 'answer'): void {
    const { connection, signals, directId } = this.#parts;
    const sdp = connection.localDescription?.sdp ?? '';
    signals.request(method, { directId, sdp, tracks: this.#parts.tracks() }).catch((error: unknown) => {
      if (!(error instanceof SignalingError)) throw error;
      // The other side's offer is here or about to be.
      if (method === 'answer' || error.code === 'offer_pending' || error.code === 'direct_over') return;
      this.#cancelRetry = this.#parts.clock.after(RETRY, () => this.#offerAgain());
    });
  }

  #offerAgain(): void {
    this.#cancelRetry = undefined;
    this.#step(() => this.#takeBack());
  }

  /** The browser then wants to offer again. */
  async #takeBack(): Promise<void> {
    const { connection } = this.#parts;
    if (connection.signalingState !== 'have-local-offer') return;
    await connection.setLocalDescription({ type: 'rollback' });
  }

  #step(step: () => Promise<void>): void {
    this.#steps = this.#steps
      .then(() => (this.#closed ? undefined : step()))
      .catch((error: unknown) => {
        if (!this.#closed) this.#parts.failed(error);
      });
  }
}
