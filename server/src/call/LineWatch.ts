import type { PeerMedia } from './PeerMedia.ts';
import { LEADING } from './pictureWish.ts';
import type { Clock } from './ports.ts';

/** Milliseconds between two looks at everybody's line. */
const INTERVAL = 1_000;
/**
 * Bits a second of a picture in its smallest size with all of its frames. Where there is more than that for each, a slow
 * picture has another reason: not every browser sends frames that can be left out.
 */
const PICTURE = 150_000;

export interface LineWatchParts {
  readonly clock: Clock;
  /** Those whose lines are looked at. */
  connected(): Iterable<PeerMedia>;
  /** Of these producers' pictures a peer is to get more or less than before. */
  changed(media: PeerMedia, producerIds: readonly string[]): void;
}

/**
 * Sees to it that whoever is pinned or speaks moves on everybody's screen, however narrow their line: other pictures are
 * withheld for it, the least first, and their viewer is told so.
 */
export class LineWatch {
  readonly #parts: LineWatchParts;
  readonly #asking = new WeakSet<PeerMedia>();
  #cancelTimer: () => void;

  constructor(parts: LineWatchParts) {
    this.#parts = parts;
    this.#cancelTimer = this.#later();
  }

  close(): void {
    this.#cancelTimer();
  }

  #later(): () => void {
    return this.#parts.clock.after(INTERVAL, () => {
      for (const media of this.#parts.connected()) void this.#look(media);
      this.#cancelTimer = this.#later();
    });
  }

  async #look(media: PeerMedia): Promise<void> {
    const wanted = media.forwardings.filter((forwarding) => forwarding.kind === 'video' && forwarding.wanted);
    if ((wanted.length < 2 && media.withheld.length === 0) || this.#asking.has(media)) return;
    const [first, ...others] = wanted.toSorted((one, other) => other.priority - one.priority);
    const isSlow = first !== undefined && first.priority >= LEADING && first.isSlow;
    const flowing = wanted.length - media.withheld.length;
    const slow = isSlow && (await this.#bandwidth(media)) < flowing * PICTURE;
    if (media.closed) return;
    const count = media.line.take({ at: this.#parts.clock.now(), slow, others: others.length });
    const withheld = others.slice(others.length - count);
    const changed = wanted.filter((each) => media.isWithheld(each.from) !== withheld.includes(each));
    // Also when one has gone that was withheld.
    if (changed.length === 0 && media.withheld.length === withheld.length) return;
    media.withheld = withheld.map(({ from }) => from);
    this.#parts.changed(
      media,
      changed.map(({ producer }) => producer.id),
    );
    if (media.announced) media.peer.tell('picturesWithheld', { pictures: [...media.withheld] });
  }

  /** Infinite where the transport is lost. */
  async #bandwidth(media: PeerMedia): Promise<number> {
    this.#asking.add(media);
    const bandwidth = await media.bandwidth().catch(() => Infinity);
    this.#asking.delete(media);
    return bandwidth;
  }
}
