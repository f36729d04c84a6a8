// What the lab tries, in its order: every call, and a room of many.
import { brokenSetups, type BrokenSetup } from './brokenSetups.ts';
import { makeCall } from './call.ts';
import { allCalls, fewCalls, titleOf, type LabCall } from './calls.ts';
import { crowdMistakes, crowdTitle, holdCrowd } from './crowd.ts';
import { diagnose, diagnosisLine, misdiagnoses } from './diagnosis.ts';
import type { Identity } from './Identity.ts';
import type { Internet } from './Internet.ts';
import type { LabServer } from './LabServer.ts';
import { mistakes } from './outcome.ts';
import { crowdLine, lineOf } from './report.ts';
import type { Setup } from './setups.ts';
import type { World } from './world.ts';

export interface Trial {
  readonly setup: Setup;
  readonly title: string;
  /**
   * Resolves to what there is to print, and to what is wrong with it, in words.
   * @throws {Error} when there is no call.
   */
  run(internet: Internet, server: LabServer): Promise<{ line: string; wrong: string[] }>;
}

const trialOf = (call: LabCall): Trial => ({
  setup: call.setup,
  title: titleOf(call),
  async run(internet, server) {
    const outcome = await makeCall(internet, server, call);
    const wrong = mistakes(call, outcome);
    return { line: lineOf(call, outcome, wrong.length === 0), wrong };
  },
});

const crowd: Trial = {
  setup: 'server only',
  title: crowdTitle,
  async run(internet, server) {
    const outcome = await holdCrowd(internet, server);
    const wrong = crowdMistakes(outcome);
    return { line: crowdLine(outcome, wrong.length === 0), wrong };
  },
};

/** What is tried in a set-up of its own, with one thing wrong, before the doctor. */
export interface DoctorTrial {
  readonly title: string;
  run(
    internet: Internet,
    lab: { identity: Identity; world: World },
  ): Promise<{ line: string; wrong: string[] }>;
}

const doctorTrialOf = (setup: BrokenSetup): DoctorTrial => ({
  title: setup.title,
  async run(internet, lab) {
    const diagnosis = await diagnose(internet, lab, setup);
    const wrong = misdiagnoses(setup, diagnosis);
    return { line: diagnosisLine(setup, diagnosis, wrong.length === 0), wrong };
  },
});

export function doctorTrials({ short }: { short: boolean }): DoctorTrial[] {
  return brokenSetups.filter((setup) => !short || setup.short).map(doctorTrialOf);
}

/** Those of one set-up one after another, so that the server starts once for each. */
export function trials({ short }: { short: boolean }): Trial[] {
  const calls = (short ? fewCalls : allCalls).map(trialOf);
  return Object.values(Object.groupBy([...calls, crowd], ({ setup }) => setup)).flat();
}
