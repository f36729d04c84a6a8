// npm run loadtest: many participants without browsers, and what they saw.
import { writeFileSync } from 'node:fs';
import type { Moment } from './measure/Timeline.ts';
import { OptionError } from './OptionError.ts';
import { ProbeVisit } from './probe/ProbeVisit.ts';
import { pageOf } from './report/page.ts';
import { reportOf } from './report/Report.ts';
import { tableOf } from './report/table.ts';
import { bitrate, count, ms } from './report/units.ts';
import { Histogram } from './measure/Histogram.ts';
import { helpText, readOptions } from './run/options.ts';
import { checkFileLimit } from './run/preflight.ts';
import { Run } from './run/Run.ts';

/** Seconds between lines where there is no terminal to write a line over. */
const LINE_INTERVAL = 5;
let lines = 0;

function progress(moment: Moment, phase: string): void {
  const { participants, liveTracks, sample, seconds, generatorCpu, server } = moment;
  const latency = Histogram.of(sample.histograms.latency);
  const text = [
    phase,
    `${count(participants)} participants`,
    `${count(liveTracks)} tracks`,
    bitrate((sample.counts.receivedBytes * 8) / seconds),
    `p99 ${latency.count > 0 ? ms(latency.quantile(0.99)) : '–'}`,
    `SFU ${server ? `${Math.round(server.sfuCpu * 100)} %` : '–'}`,
    `generator ${Math.round(generatorCpu * 100)} %`,
  ].join('  ');
  // A line that went on in the next one could not be written over.
  if (process.stdout.isTTY)
    process.stdout.write(`\r\u001B[2K${text.slice(0, (process.stdout.columns || 80) - 1)}`);
  else if (lines % LINE_INTERVAL === 0) console.log(text);
  lines += 1;
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (!options) {
    console.log(helpText());
    return 0;
  }
  checkFileLimit(options);
  const run = new Run(options, progress, process.env['METRICS_TOKEN']);
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // Asked twice: at once.
      if (isStopping) process.exit(1);
      isStopping = true;
      run.stop();
    });
  }
  const probes = options.probes > 0 ? new ProbeVisit(options) : undefined;
  const result = await run
    .run({ ready: async () => probes?.enter(), measured: async () => probes?.leave() })
    .finally(() => probes?.close());
  if (process.stdout.isTTY) process.stdout.write('\n');
  const report = reportOf(result, probes?.results ?? []);
  console.log(tableOf(report));
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(report, undefined, 2)}\n`);
  if (options.html !== undefined) writeFileSync(options.html, pageOf(report));
  return report.invalid.length > 0 ? 2 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  // What the person can mend is told in words; anything else is ours, with its stack.
  if (process.stdout.isTTY) process.stdout.write('\n');
  console.error(error instanceof OptionError ? error.message : error);
  process.exitCode = 1;
}
