// The figures of a report with their names, as the table and the page show them.
import type { Distribution, Report } from './Report.ts';
import { bitrate, count, memory, ms, percent } from './units.ts';

/** One of several figures that stand side by side, with what it is of them. */
type Part = readonly [name: string, value: string];

export type Row = readonly [name: string, value: string | readonly Part[]];

export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

export function sectionsOf(report: Report): Section[] {
  const { packets, times, tracks, server, generator, failures } = report;
  const sections: Section[] = [
    {
      title: 'Received',
      rows: [
        ['tracks', `${count(tracks.received)} of ${count(tracks.expected)}`],
        ['packets expected', count(packets.expected)],
        ['received', `${count(packets.received)} (${count(packets.perSecond)} a second)`],
        ['lost', `${count(packets.lost)} (${percent(report.loss)})`],
        ['lost at first, sent again', count(packets.recovered)],
        ['duplicate', count(packets.duplicates)],
        ['out of order', count(packets.reordered)],
        ['opened, of these damaged', `${count(packets.opened)}, ${count(packets.damaged)}`],
        ['bit rate', bitrate(report.bitsPerSecond)],
        ['longest gap in a track', ms(report.longestGap)],
      ],
    },
    {
      title: 'One way, from sender to receiver',
      rows: [
        latencyRow(times),
        ['p99 of a usual second', report.usualP99 === null ? '–' : ms(report.usualP99)],
        ['jitter', quantiles(times.jitter)],
        ['round trip of ICE', quantiles(times.roundTrip)],
        ['sent later than due', quantiles(times.late)],
      ],
    },
    {
      title: 'Joining',
      rows: [
        [
          'joined',
          `${count(report.joined)} of ${count(report.planned)}, ${report.joinsPerSecond.toFixed(0)} a second`,
        ],
        ['join answered', quantiles(times.join)],
        ['ICE', quantiles(times.ice)],
        ['DTLS', quantiles(times.dtls)],
        ['first packet', quantiles(times.firstPacket)],
        ...(report.churned > 0 ? [['left and replaced', count(report.churned)] as const] : []),
        ...failureRows(failures),
      ],
    },
    {
      title: 'Feedback',
      rows: [
        ['packets sent', count(packets.sent)],
        ['NACK sent, received', `${count(packets.nacksSent)}, ${count(packets.nacksReceived)}`],
        ['sent again when asked', count(packets.rtxSent)],
        [
          'pictures asked for by us, of us',
          `${count(packets.picturesRequested)}, ${count(packets.picturesAsked)}`,
        ],
      ],
    },
    {
      title: 'Server',
      rows: server
        ? [
            ["SFU's CPU", `${percent(server.sfuCpu)} of a core`],
            ['for each packet forwarded', `${server.microsecondsPerPacket.toFixed(1)} µs`],
            ["SFU's memory", memory(server.sfuMemory)],
            ["service's CPU", `${percent(server.serviceCpu)} of a core`],
            ["service's memory", memory(server.serviceMemory)],
            ['dropped at its sockets', count(server.drops)],
            ...growthRows(report.growth),
            ...keptRows(report.kept),
          ]
        : [['not on this machine', '–'], ...keptRows(report.kept)],
    },
    {
      title: 'Generator',
      rows: [
        [
          'CPU of its busiest process',
          `${percent(generator.cpu)} of a core (${count(generator.processes)} of them)`,
        ],
        ['dropped at its sockets', count(generator.drops)],
        ['memory', memory(generator.memory)],
      ],
    },
  ];
  if (report.steps.length > 0) {
    sections.push({
      title: 'Limit',
      rows: report.steps.map((step) => [
        `${count(step.subscribers)} subscribers`,
        step.problem ??
          `fine: ${percent(step.loss)} lost, p99 ${step.p99 === null ? '–' : ms(step.p99)}, ${count(step.packetsPerSecond)} packets a second`,
      ]),
    });
  }
  for (const probe of report.probes) {
    sections.push({
      title: probe.name,
      rows: [
        ['pictures', count(probe.pictures)],
        ['frames a second of each', probe.framesPerSecond.toFixed(1)],
        ['freezes', count(probe.freezes)],
        ['from due to on the screen', probe.delay ? timesOf(probe.delay) : '–'],
        ['energy of the sound', probe.soundEnergy.toFixed(4)],
        ['of it made up', percent(probe.concealed)],
      ],
    });
  }
  return sections;
}

/** Where no packet has the time at which it was sent, the way to the server and back is the best that is known. */
function latencyRow({ latency, roundTrip }: Report['times']): Row {
  return latency || !roundTrip
    ? ['latency', quantiles(latency)]
    : ["latency, of ICE's round trips", quantiles(roundTrip)];
}

function failureRows(failures: Report['failures']): (readonly [string, string])[] {
  const causes = Object.entries(failures).toSorted(([, a], [, b]) => b - a);
  if (causes.length === 0) return [['failures', 'none']];
  return causes.map(([cause, times]) => [`failed: ${cause}`, count(times)] as const);
}

function growthRows(growth: Report['growth']): Row[] {
  if (!growth) return [];
  const { sfu, service, joins } = growth;
  return [
    [
      'memory for 1,000 joins more',
      `SFU ${megabytes(sfu)}, service ${megabytes(service)} (the last ${count(joins)})`,
    ],
  ];
}

/** With everybody gone, as many as before, or something was left behind. */
function keptRows(kept: Report['kept']): Row[] {
  if (!kept) return [];
  const { before, after } = kept;
  return (Object.keys(after) as (keyof typeof after)[]).map((name) => [
    `${name} before, after`,
    `${count(before[name])}, ${count(after[name])}`,
  ]);
}

function megabytes(bytes: number): string {
  return `${bytes < 0 ? '−' : '+'}${(Math.abs(bytes) / 1024 / 1024).toFixed(2)} MiB`;
}

function quantiles(distribution: Distribution | null): Row[1] {
  if (!distribution) return '–';
  const { p50, p95, p99, p999, max } = distribution;
  return timesOf({ p50, p95, p99, 'p99.9': p999, max });
}

function timesOf(times: Readonly<Record<string, number>>): Part[] {
  return Object.entries(times).map(([name, time]) => [name, ms(time)]);
}
