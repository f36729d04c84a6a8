// What the processes of a server say to each other, by way of the one that has started them.
import type { Holding } from '../allocation/Siblings.ts';
import type { Counts } from '../Metrics.ts';

export interface SiblingAddress {
  process: number;
  /** On the loopback address. */
  trunkPort: number;
}

export type FromMember =
  /** It can be told of the others, and they of it. */
  | { type: 'opened'; trunkPort: number }
  /** It has its clients. */
  | { type: 'listening' }
  /** It cannot start, for reasons in the words of its operator. */
  | { type: 'failed'; problems: readonly string[] }
  /** What it holds now, for one of the others or for all. */
  | { type: 'holdings'; batch: number; holdings: readonly Holding[]; to?: number }
  /** It knows now what another one told. */
  | { type: 'heard'; batch: number; to: number }
  | { type: 'counts'; counts: Counts };

export type ToMember =
  /** The answer to `opened`: the others. Each of them tells what it holds. */
  | { type: 'siblings'; siblings: readonly SiblingAddress[] }
  | { type: 'sibling'; sibling: SiblingAddress }
  | { type: 'gone'; process: number }
  | { type: 'holdings'; process: number; batch: number; holdings: readonly Holding[] }
  | { type: 'heard'; process: number; batch: number };
