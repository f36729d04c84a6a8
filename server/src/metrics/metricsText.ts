import { catalogue, type MetricName, type Readings, type Sample } from './catalogue.ts';

/** The text format of Prometheus, version 0.0.4. */
export function metricsText(all: readonly Readings[]): string {
  const names = Object.keys(catalogue) as MetricName[];
  return names
    .flatMap((name) => {
      const samples = all.flatMap((readings) => readings[name] ?? []);
      if (samples.length === 0) return [];
      const { type, help } = catalogue[name];
      return [
        `# HELP ${name} ${help}`,
        `# TYPE ${name} ${type}`,
        ...samples.map((sample) => line(name, sample)),
      ];
    })
    .map((text) => `${text}\n`)
    .join('');
}

function line(name: MetricName, sample: Sample): string {
  const values = sample.slice(0, -1);
  const labels = catalogue[name].labels.map((label, index) => `${label}=${JSON.stringify(values[index])}`);
  return `${name}${labels.length > 0 ? `{${labels.join(',')}}` : ''} ${sample.at(-1)}`;
}
