// Writes the generated parts of docs/ from the code, or with --check says which of them are out of date.
import {
  closeReasons,
  errorCodes,
  limits,
  notifications,
  problems,
  requests,
  roles,
  timing,
} from '@parley/protocol';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { settings } from '../server/src/settings/settings.ts';
import { catalogue } from '../server/src/metrics/catalogue.ts';
import { withWholeApi } from '../server/src/testing/wholeApi.ts';
import { settings as turnSettings } from '../turn/src/settings.ts';
import { namedShapes, shapeOf } from './schemaShape.ts';

const sections: { file: string; name: string; text: () => string }[] = [
  { file: 'docs/signaling.md', name: 'contract', text: contract },
  { file: 'docs/api.md', name: 'problems', text: problemsTable },
  { file: 'docs/configuration.md', name: 'settings', text: () => settingsTable(settings.properties) },
  { file: 'docs/operations.md', name: 'metrics', text: metricsTable },
  { file: 'docs/turn.md', name: 'turn settings', text: () => settingsTable(turnSettings.properties) },
];

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const code = (text: string | number) => `\`${text}\``;

function contract(): string {
  return [
    '## Requests',
    table(
      ['method', 'what it asks', 'who may', 'data', 'result'],
      Object.entries(requests).map(([method, { summary, data, result, ...request }]) => [
        code(method),
        summary,
        whoMay(request),
        code(shapeOf(data)),
        code(shapeOf(result)),
      ]),
    ),
    '## Notifications',
    table(
      ['method', 'what it tells', 'data'],
      Object.entries(notifications).map(([method, { summary, data }]) => [
        code(method),
        summary,
        code(shapeOf(data)),
      ]),
    ),
    '## Shapes',
    table(
      ['name', 'shape'],
      namedShapes.map(([name, schema]) => [code(name), code(shapeOf(schema, { top: true }))]),
    ),
    '## Error codes',
    table(
      ['code', 'meaning'],
      Object.entries(errorCodes).map(([name, meaning]) => [code(name), meaning]),
    ),
    '## Close reasons',
    table(
      ['code', 'reason', 'meaning'],
      Object.entries(closeReasons).map(([name, reason]) => [code(reason.code), code(name), reason.summary]),
    ),
    '## Values of the limits',
    table(
      ['limit', 'value'],
      [...Object.entries(limits), ...Object.entries(timing).map(([name, ms]) => [name, `${ms} ms`])].map(
        ([name, value]) => [code(name ?? ''), String(value)],
      ),
    ),
  ].join('\n\n');
}

function whoMay({ who, permission }: { who: 'anybody' | readonly string[]; permission?: string }): string {
  const people =
    typeof who === 'string' ? who : who.length === roles.length ? 'everybody in the room' : who.join(', ');
  return permission === undefined ? people : `${people}, where the rules allow ${code(permission)}`;
}

function settingsTable(properties: Record<string, object>): string {
  return table(
    ['variable', 'default', 'meaning'],
    Object.entries(properties).map(([name, schema]) => {
      const fallback = 'default' in schema ? code(JSON.stringify(schema.default)) : '';
      return [code(name), fallback, 'description' in schema ? String(schema.description) : ''];
    }),
  );
}

function metricsTable(): string {
  return table(
    ['metric', 'type', 'labels', 'meaning'],
    Object.entries(catalogue).map(([name, { type, labels, help }]) => [
      code(name),
      type,
      labels.map(code).join(', '),
      help,
    ]),
  );
}

function problemsTable(): string {
  return table(
    ['status', 'code', 'meaning'],
    Object.entries(problems).map(([name, { status, title }]) => [String(status), code(name), title]),
  );
}

function replaceSection(document: string, name: string, text: string, file: string): string {
  const open = `<!-- generated: ${name} -->`;
  const close = '<!-- /generated -->';
  const from = document.indexOf(open);
  const to = document.indexOf(close, from);
  if (from === -1 || to === -1) throw new Error(`${file} has no section ${open} … ${close}`);
  return `${document.slice(0, from)}${open}\n\n${text}\n\n${document.slice(to)}`;
}

let outOfDate = 0;

/** @param what Of the file, for whoever runs this. */
async function write(file: string, what: string, text: (before: string) => string): Promise<void> {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const after = await format(text(before), { ...(await resolveConfig(file)), filepath: file });
  if (after === before) return;
  if (process.argv.includes('--check')) {
    console.error(`${file}: ${what} is out of date; run "npm run docs"`);
    outOfDate += 1;
  } else {
    writeFileSync(file, after);
    console.log(`${file}: wrote ${what}`);
  }
}

for (const { file, name, text } of sections) {
  await write(file, `the section "${name}"`, (before) => replaceSection(before, name, text(), file));
}
const api = await withWholeApi((app) => app.swagger());
await write('docs/openapi.json', 'the description of the API', () => JSON.stringify(api));
process.exitCode = outOfDate > 0 ? 1 : 0;
