// What the doctor prints.
import { checks, type CheckName, type Finding, type Status } from './Finding.ts';

/** What `--json` prints; docs/doctor.md describes it. */
export interface Report {
  readonly schemaVersion: 1;
  /** Whether nothing failed. */
  readonly ok: boolean;
  /** Where the service was looked at. */
  readonly url: string;
  readonly findings: readonly (Finding & { readonly title: string })[];
}

export function reportOf(url: string, findings: readonly Finding[]): Report {
  const order = Object.keys(checks) as CheckName[];
  const sorted = findings.toSorted((a, b) => order.indexOf(a.check) - order.indexOf(b.check));
  return {
    schemaVersion: 1,
    ok: findings.every(({ status }) => status !== 'failed'),
    url,
    findings: sorted.map((finding) => ({ ...finding, title: checks[finding.check] })),
  };
}

const width = {
  status: 'warning'.length + 2,
  title: Math.max(...Object.values(checks).map(({ length }) => length)) + 2,
};

export function textOf({ url, findings }: Report): string {
  const lines = findings.map(
    ({ status, title, message }) => `${status.padEnd(width.status)}${title.padEnd(width.title)}${message}`,
  );
  return [`Parley at ${url}`, '', ...lines, '', summaryOf(findings)].join('\n');
}

function summaryOf(findings: readonly Finding[]): string {
  const count = (wanted: Status) => findings.filter(({ status }) => status === wanted).length;
  const parts = (['failed', 'warning', 'skipped', 'ok'] as const).flatMap((status) =>
    count(status) > 0 ? [`${count(status)} ${status}`] : [],
  );
  return parts.join(', ');
}
