import type { ParticipantPlan } from '../src/call/ParticipantPlan.ts';
import { readOptions } from '../src/run/options.ts';
import { expectedTracks, planOf } from '../src/run/plan.ts';

export const scenarioNames = ['livestream', 'meeting', 'rooms-of-eight'] as const;
export type ScenarioName = (typeof scenarioNames)[number];

/** Of more voices, Parley forwards so many (VOICES); the others are asked for no more. */
const VOICES = 8;
/** In one size, so that no server has to choose, and as many packets as one core carries. */
const flags = ['--no-simulcast', '--video', '360p', '--room', 'bench'];

export interface Scenario {
  readonly name: ScenarioName;
  readonly plans: readonly ParticipantPlan[];
  /** That are to arrive. */
  readonly tracks: number;
}

export function scenarioOf(name: ScenarioName): Scenario {
  const options = readOptions([name, ...flags]);
  if (!options) throw new Error(`no options of ${name}`);
  const { publishers, subscribers } = planOf(options, VOICES);
  // Their latency is taken from what is in the pictures, with all servers alike, and not from what only some forward.
  const plans = [...publishers, ...subscribers].map((plan) => ({ ...plan, name: `bench-${plan.id}` }));
  return { name, plans, tracks: expectedTracks(options, options.subscribers, VOICES) };
}
