// The load on one of the servers, as a process of its own.
import { setTimeout as wait } from 'node:timers/promises';
import { memory, processorTime } from '../../scripts/bench/processes.ts';
import { takeTasks } from '../../scripts/bench/takeTasks.ts';
import type { MemberParts } from '../src/call/Member.ts';
import type { ParticipantPlan } from '../src/call/ParticipantPlan.ts';
import { clockOrigin } from '../src/Clock.ts';
import { Generator } from '../src/run/Generator.ts';
import { BareParticipant } from './BareParticipant.ts';
import type { BenchMember } from './BenchMember.ts';
import { JanusParticipant, type JanusFeeds } from './JanusParticipant.ts';
import { ParleyParticipant } from './ParleyParticipant.ts';
import type { EnterResult, MeasureResult, Results, ServerKind, Task } from './Task.ts';

/** How many come in at a time: as fast as the server takes them. */
const AT_ONCE = 20;

const [kind = '', url = ''] = process.argv.slice(2);
const feeds: JanusFeeds = new Map();
const memberOf = {
  parley: (parts) => new ParleyParticipant(parts, url),
  mediasoup: (parts) => new BareParticipant(parts, url),
  janus: (parts) => new JanusParticipant(parts, { url, feeds }),
} satisfies Record<ServerKind, (parts: MemberParts) => BenchMember>;

let members: BenchMember[] = [];
let entered: readonly ParticipantPlan[] = [];
const generator = new Generator(clockOrigin(), (parts) => {
  const member = memberOf[kind as ServerKind](parts);
  members.push(member);
  return member;
});

async function run(task: Task): Promise<Results[Task['name']]> {
  switch (task.name) {
    case 'enter':
      return enter(task.plans);
    case 'measure':
      return measure(task);
    case 'leave':
      await severalAtOnce(entered, ({ id }) => generator.leave(id));
      members = [];
      return null;
    default:
      return task satisfies never;
  }
}

async function enter(plans: readonly ParticipantPlan[]): Promise<EnterResult> {
  const refused: string[] = [];
  entered = plans;
  await severalAtOnce(plans, async (plan) => {
    const cause = await generator.join(plan);
    if (cause !== undefined) refused.push(cause);
  });
  await severalAtOnce(members, (member) =>
    member.watch().catch((error: unknown) => {
      refused.push(String(error));
    }),
  );
  generator.hold();
  return { refused };
}

async function measure({ settle, seconds, pids }: Task & { name: 'measure' }): Promise<MeasureResult> {
  const times = () => ({ media: processorTime(pids.media), service: processorTime(pids.service) });
  generator.go();
  await wait(settle * 1000);
  const earlier = generator.sample();
  const before = times();
  await wait(seconds * 1000);
  const sample = generator.sample();
  const after = times();
  generator.hold();
  return {
    sample,
    failures: { ...earlier.failures, ...sample.failures },
    mediaCpu: (after.media - before.media) / 1e9,
    serviceCpu: (after.service - before.service) / 1e9,
    mediaMemory: memory(pids.media),
    serviceMemory: memory(pids.service),
  };
}

async function severalAtOnce<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const item of rest) await act(item);
    }),
  );
}

takeTasks<Task, Results>(run);
