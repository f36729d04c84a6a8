// All that is looked at, from inside or from outside.
import type { Config } from '@parley/server/config';
import type { Environment } from '@parley/server/settings';
import { skipped, warning, type CheckName, type Finding } from './Finding.ts';
import { examineMachine } from './machine/examineMachine.ts';
import type { Options } from './options.ts';
import { reportOf, type Report } from './report.ts';
import { examineService } from './service/examineService.ts';
import { lookAtPage } from './service/page.ts';
import { servicePlace } from './service/ServicePlace.ts';

/** Milliseconds in which Parley on this machine answers, or does not run. */
const OWN_LIMIT = 2_000;

const serviceChecks = [
  'name',
  'page',
  'certificate',
  'http',
  'websocket',
  'fallback',
  'media-udp',
  'media-tcp',
  'turn',
  'turn-udp',
  'turn-tcp',
  'turn-tls',
  'turn-peers',
] as const satisfies CheckName[];

export async function examine(options: Options, env: Environment): Promise<Report> {
  if (options.url !== undefined) {
    return reportOf(options.url, await examineService(servicePlace(options.url)));
  }
  let isRunning = options.service !== undefined;
  const { config, environment, findings } = await examineMachine({
    env,
    settings: options.settings,
    stun: options.stun,
    isRunning: async (read) => {
      if (options.service !== undefined) return undefined;
      return (isRunning = await answersAt(read));
    },
  });
  const url = urlOf(options, config, environment);
  if (!isRunning) return reportOf(url, [...findings, ...notRunning(findings)]);
  return reportOf(
    url,
    joined(findings, await examineService(servicePlace(url, { isInner: options.service !== undefined }))),
  );
}

function answersAt({ PORT, HOST }: Config): Promise<boolean> {
  const host = HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST;
  const place = servicePlace(`http://${host.includes(':') ? `[${host}]` : host}:${PORT}`);
  return lookAtPage(place, OWN_LIMIT).then(({ isParley }) => isParley);
}

/** Where people find the page, as far as the settings tell; else where this machine has it. */
function urlOf({ service }: Options, config: Config | undefined, env: Environment): string {
  if (service !== undefined) return service;
  if (env['PARLEY_DOMAIN']) return `https://${env['PARLEY_DOMAIN']}`;
  if (config?.certificate) {
    return new URL(`https://${config.certificate.hostName ?? 'localhost'}:${config.TLS_PORT}`).origin;
  }
  return `http://127.0.0.1:${config?.PORT ?? 3000}`;
}

function notRunning(findings: readonly Finding[]): Finding[] {
  const told = new Set(findings.map(({ check }) => check));
  const rest = serviceChecks.filter((check) => check !== 'page' && !told.has(check));
  return [
    warning(
      'page',
      'Parley does not run here, so nothing of a call can be tried: start it (npm start), and then the doctor again.',
    ),
    ...rest.map((check) => skipped(check, 'Parley does not run.')),
  ];
}

/** Of what was looked at from both sides, what is worse. */
export function joined(machine: readonly Finding[], service: readonly Finding[]): Finding[] {
  const weight = { failed: 3, warning: 2, ok: 1, skipped: 0 } as const;
  const worst = new Map<CheckName, Finding>();
  for (const finding of [...machine, ...service]) {
    const known = worst.get(finding.check);
    if (!known || weight[finding.status] > weight[known.status]) worst.set(finding.check, finding);
  }
  return [...worst.values()];
}
