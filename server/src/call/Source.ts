import type { TrackRef, TrackSource } from '@parley/protocol';
import type { Demand } from './Demand.ts';
import type { SfuProducer } from './ports.ts';

/** A track that somebody sends. */
export interface Source {
  readonly from: TrackRef;
  readonly source: TrackSource;
  readonly producer: SfuProducer;
  /** Of a picture. */
  readonly demand: Demand | undefined;
}
