import type { Machine } from './Machine.ts';
import type { Stack } from './Stack.ts';
import type { World } from './world.ts';

/** Where the checks are made, one after another. */
export interface Stage {
  readonly machine: Machine;
  readonly stack: Stack;
  readonly world: World;
}

export interface Check {
  /** Begins with the number of the behaviour in docs/containers.md. */
  readonly title: string;
  /** The ones after it need what it brings about. */
  readonly isGround?: true;
  /** Left out of the short form. */
  readonly isLong?: true;
  /** Resolves to what there is to tell beside the title. @throws {Error} where something is not as it should be. */
  run(stage: Stage): Promise<string | void>;
}
