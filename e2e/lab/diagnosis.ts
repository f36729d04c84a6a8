// What the doctor says of a set-up in the lab.
import { fileURLToPath } from 'node:url';
import type { Report } from '../../doctor/src/report.ts';
import type { BrokenSetup } from './brokenSetups.ts';
import type { Identity } from './Identity.ts';
import type { Internet } from './Internet.ts';
import { LabServer } from './LabServer.ts';
import type { Running } from './program.ts';
import { Site } from './Site.ts';
import type { World } from './world.ts';

const doctor = fileURLToPath(new URL('../../doctor/src/main.ts', import.meta.url));

export interface Diagnosis {
  readonly report: Report;
  readonly exitCode: number | null;
  /** Milliseconds that the doctor took. */
  readonly took: number;
}

/** Sets it up, and lets the doctor look at it. */
export async function diagnose(
  internet: Internet,
  { identity, world }: { identity: Identity; world: World },
  { from, settings, keyPair, breakIt }: BrokenSetup,
): Promise<Diagnosis> {
  await using stack = new AsyncDisposableStack();
  const pair = (await keyPair?.(identity)) ?? identity;
  const server = await LabServer.start(internet, { keyPair: pair, world, settings: settings?.(pair) ?? {} });
  stack.defer(() => server.close());
  await breakIt?.(server, pair);
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: identity.authority };
  const started = performance.now();
  let running: Running;
  if (from === 'inside') {
    running = server.startBeside(process.execPath, [doctor, '--json'], {
      env: { ...env, ...server.settings },
    });
  } else {
    const site = await Site.open(internet, 'a', { network: from });
    stack.defer(() => site.close());
    running = site.host.start(process.execPath, [doctor, '--json', '--url', server.url], { env });
  }
  stack.defer(() => running.stop());
  const exitCode = await running.ends();
  return { report: reportIn(running.log), exitCode, took: performance.now() - started };
}

/** @throws {Error} With what the doctor printed instead. */
function reportIn(printed: string): Report {
  try {
    return JSON.parse(printed) as Report;
  } catch (error) {
    throw new Error(`The doctor printed no report:\n${printed}`, { cause: error });
  }
}

/** What is wrong with a diagnosis, in words. */
export function misdiagnoses({ from, names }: BrokenSetup, { report, exitCode }: Diagnosis): string[] {
  const wrong: string[] = [];
  const failures = report.findings.filter(({ status }) => status === 'failed');
  const told = failures.map(({ check, message }) => `${check}: ${message}`).join('\n         ');
  const expected = names ? [names.check] : [];
  if (failures.map(({ check }) => check).join() !== expected.join()) {
    wrong.push(`it has to fail ${expected.join() || 'nothing'}, and fails\n         ${told || 'nothing'}`);
  } else if (names && !names.words.test(failures[0]?.message ?? '')) {
    wrong.push(`it does not say ${String(names.words)} but\n         ${told}`);
  }
  if (exitCode !== (names ? 1 : 0)) wrong.push(`its exit code is ${exitCode}`);
  // What the machine has is the lab's, where nothing is known of its sysctls.
  const imperfect = report.findings.filter(({ status }) => status !== 'ok');
  if (!names && from !== 'inside' && imperfect.length > 0) {
    const list = imperfect.map(({ check, status, message }) => `${check} ${status}: ${message}`);
    wrong.push(`not all is ok\n         ${list.join('\n         ')}`);
  }
  return wrong;
}

/** The line that is printed. */
export function diagnosisLine({ title }: BrokenSetup, { report, took }: Diagnosis, isRight: boolean): string {
  const count = (wanted: string) => report.findings.filter(({ status }) => status === wanted).length;
  const failure = report.findings.find(({ status }) => status === 'failed');
  const said = failure ? `${failure.check}: ${failure.message}` : 'nothing failed';
  return [
    `${isRight ? 'ok    ' : 'WRONG '} ${title}`,
    `         ${said}`,
    `         ${count('ok')} ok, ${count('warning')} warning, ${count('skipped')} skipped, in ${(took / 1000).toFixed(1)} s`,
  ].join('\n');
}
