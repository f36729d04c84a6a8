import type { types } from 'mediasoup';
import { WorkerClosedError } from 'mediasoup/errors';
import type { DtlsFingerprint, RtpCapabilities } from '@parley/protocol';
import { CallError } from '../call/CallError.ts';
import type { Clock, RouterEvents, SfuRouter, SfuTap, SfuTransport } from '../call/ports.ts';
import { MediasoupTap } from './MediasoupTap.ts';
import { MediasoupTransport } from './MediasoupTransport.ts';
import { Pipe } from './Pipe.ts';
import { PipedProducer, type PipeUse } from './PipedProducer.ts';
import { RouterPart, type PartEvents } from './RouterPart.ts';
import { SpeakerLevels } from './SpeakerLevels.ts';
import type { WorkerPool } from './WorkerPool.ts';
import type { WorkerSlot } from './WorkerSlot.ts';

/**
 * One room's router. It is on one worker until that one has enough to do; then it goes on with parts on others, and what
 * is sent to one part is piped to those where somebody receives it.
 */
export class MediasoupRouter implements SfuRouter {
  readonly #pool: WorkerPool;
  readonly #clock: Clock;
  readonly #events: RouterEvents;
  readonly #speakers: SpeakerLevels;
  readonly #parts = new Set<RouterPart>();
  /** A further part on its way. */
  #extending: Promise<void> | undefined;
  readonly #pipes = new Set<{ ends: ReadonlySet<RouterPart>; pipe: Promise<Pipe> }>();
  /** What the clients send, by id, and where to. */
  readonly #homes = new Map<string, RouterPart>();
  /** What was brought to a part from another, by the producer's id. */
  readonly #piped = new Map<RouterPart, Map<string, PipedProducer>>();
  readonly #partEvents: PartEvents = {
    died: () => {
      if (this.#closed) return;
      this.close();
      this.#events.died();
    },
    speakers: (part, levels) => {
      if (!this.#closed) this.#speakers.report(part, levels);
    },
    empty: (part) => {
      if (this.#parts.size > 1) this.#removePart(part);
    },
  };
  #closed = false;

  /** @throws {CallError} `media_unavailable` while no worker runs. */
  static async create(pool: WorkerPool, events: RouterEvents, clock: Clock): Promise<MediasoupRouter> {
    const router = new MediasoupRouter(pool, events, clock);
    await pool.withWorker((slot) => router.#addPart(slot));
    return router;
  }

  private constructor(pool: WorkerPool, events: RouterEvents, clock: Clock) {
    this.#pool = pool;
    this.#events = events;
    this.#clock = clock;
    this.#speakers = new SpeakerLevels(clock, (levels) => events.speakers(levels));
  }

  async createTransport(options: { fingerprints: readonly DtlsFingerprint[] }): Promise<SfuTransport> {
    for (;;) {
      const part = this.#leastLoadedPart;
      if (this.#closed || !part) throw unavailable();
      const further = part.slot.load?.full ? this.#pool.leastLoaded : undefined;
      const known = [...this.#parts].find(({ slot }) => slot === further);
      // Everybody who came meanwhile waits for the same further part.
      if (further && !known) await (this.#extending ??= this.#extend(further));
      else return this.#createTransport(known ?? part, options.fingerprints);
    }
  }

  async createTap(): Promise<SfuTap> {
    const part = this.#leastLoadedPart;
    if (this.#closed || !part) throw unavailable();
    const transport = await part.createPlainTransport();
    return new MediasoupTap(transport, { receives: (producerId) => this.#bring(producerId, part) });
  }

  canConsume(producerId: string, rtpCapabilities: RtpCapabilities): boolean {
    const home = this.#homes.get(producerId);
    const capabilities = rtpCapabilities as types.RtpCapabilities;
    return home?.router.canConsume({ producerId, rtpCapabilities: capabilities }) ?? false;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#speakers.close();
    for (const part of this.#parts) part.close();
  }

  get #leastLoadedPart(): RouterPart | undefined {
    const [first, ...others] = this.#parts;
    return first && others.reduce((least, part) => (shareOf(part) < shareOf(least) ? part : least), first);
  }

  async #createTransport(
    part: RouterPart,
    fingerprints: readonly DtlsFingerprint[],
  ): Promise<MediasoupTransport> {
    const transport = await part.createTransport(fingerprints);
    return new MediasoupTransport(transport, {
      sends: (producer, options) => this.#sends(part, producer, options),
      receives: (producerId) => this.#bring(producerId, part),
      closing: () => part.slot.traffic?.closing(transport),
      isRelay: part.slot.isRelay,
    });
  }

  async #extend(slot: WorkerSlot): Promise<void> {
    try {
      await this.#addPart(slot);
    } catch (error) {
      // That worker died meanwhile; those of the room live.
      if (this.#closed || !(error instanceof WorkerClosedError || error instanceof CallError)) throw error;
    } finally {
      this.#extending = undefined;
    }
  }

  async #addPart(slot: WorkerSlot): Promise<void> {
    const part = await RouterPart.create(slot, this.#partEvents);
    if (this.#closed) {
      part.close();
      throw unavailable();
    }
    this.#parts.add(part);
  }

  #removePart(part: RouterPart): void {
    this.#parts.delete(part);
    this.#piped.delete(part);
    this.#speakers.remove(part);
    for (const known of this.#pipes) if (known.ends.has(part)) this.#pipes.delete(known);
    part.close();
  }

  /** A client sends something. */
  #sends(part: RouterPart, producer: types.Producer, { isVoice }: { isVoice: boolean }): Promise<void> {
    this.#homes.set(producer.id, part);
    producer.observer.once('close', () => {
      this.#homes.delete(producer.id);
      // Now, and not when one worker has told the other: nobody there is to ask for more of it.
      for (const there of this.#piped.values()) there.get(producer.id)?.close();
    });
    return isVoice ? part.audioLevels.addProducer({ producerId: producer.id }) : Promise.resolve();
  }

  /** Makes a producer receivable on a part. Undefined where it is so anyway, or not there at all. */
  #bring(producerId: string, to: RouterPart): PipeUse | undefined {
    const from = this.#homes.get(producerId);
    if (!from || from === to) return undefined;
    const there = this.#piped.get(to) ?? new Map<string, PipedProducer>();
    this.#piped.set(to, there);
    let piped = there.get(producerId);
    if (!piped) {
      const open = async () => (await this.#pipe(from, to)).carry(producerId, from);
      const made: PipedProducer = new PipedProducer(open, this.#clock, () => {
        if (there.get(producerId) === made) there.delete(producerId);
      });
      there.set(producerId, made);
      piped = made;
    }
    return piped.use();
  }

  /** What joins two parts, made when it is first needed. */
  #pipe(one: RouterPart, other: RouterPart): Promise<Pipe> {
    const known = [...this.#pipes].find(({ ends }) => ends.has(one) && ends.has(other));
    if (known) return known.pipe;
    const made = { ends: new Set([one, other]), pipe: Pipe.between(one, other) };
    this.#pipes.add(made);
    // The next one who needs it tries again.
    made.pipe.catch(() => this.#pipes.delete(made));
    return made.pipe;
  }
}

const shareOf = ({ slot }: RouterPart): number => slot.load?.share ?? Infinity;

function unavailable(): CallError {
  return new CallError('media_unavailable', 'the router is closed');
}
