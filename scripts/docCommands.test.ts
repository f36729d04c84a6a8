import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { codeBlocks, codeInText, docPages, suites, type CodeBlock } from './docCommands.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
/** npm's own commands, which are no scripts. */
const ofNpm = new Set(['ci']);

/** The script that a command runs, or undefined: it is none of npm. */
function scriptOf(command: string): string | undefined {
  const [, script] = /^npm (?:run (?:-s )?)?(?<script>[\w:]+)/.exec(command) ?? [];
  return script;
}

test('blocks of commands are found with their suite, also in lists', () => {
  const page = [
    'Type',
    '```sh containers',
    'docker compose up -d',
    '```',
    '- and then',
    '',
    '  ```sh newcomer',
    '  npm start',
    '  npm test',
    '  ```',
    '',
    '```',
    'a ── b',
    '```',
  ].join('\n');
  expect(codeBlocks('page.md', page)).toEqual([
    { file: 'page.md', line: 2, language: 'sh', suite: 'containers', text: 'docker compose up -d' },
    { file: 'page.md', line: 7, language: 'sh', suite: 'newcomer', text: 'npm start\nnpm test' },
    { file: 'page.md', line: 12, language: undefined, suite: undefined, text: 'a ── b' },
  ]);
});

test('code in running text is found, also in lists and tables', () => {
  const page = 'Type `npm start`.\n\n- or `npm test`\n\n| what |\n| --- |\n| `npm run check` |\n';
  expect(codeInText('page.md', page)).toEqual(['npm start', 'npm test', 'npm run check']);
});

const blocks = docPages().flatMap((file) => codeBlocks(file));

test.each(blocks.map((block) => [`${block.file}:${block.line}`, block] as const))(
  '%s says what it is, and who runs it where these are commands',
  (_where, block) => {
    expect(faultOf(block)).toBeUndefined();
  },
);

function faultOf({ language, suite }: CodeBlock): string | undefined {
  if (language === undefined) return 'It does not say what it is.';
  // A shell by another name would be run by nobody.
  if (['bash', 'console', 'shell', 'zsh'].includes(language)) return 'Commands are of the language sh.';
  if (language !== 'sh') return suite === undefined ? undefined : 'Only commands have a suite.';
  return suites.has(suite ?? '') ? undefined : 'There is no such suite.';
}

const sources = globSync('e2e/**/*.ts', { cwd: ROOT, exclude: ['**/node_modules/**'] }).map(read);

test.each([...suites].flatMap(([suite, script]) => (script === undefined ? [] : [[suite, script] as const])))(
  'there are commands of %s, and `npm run %s` runs them',
  (suite, script) => {
    expect(Object.keys(scripts)).toContain(script);
    expect(sources.some((source) => source.includes(`commandsOf('${suite}')`))).toBe(true);
    expect(blocks.some((block) => block.suite === suite)).toBe(true);
  },
);

test('commands of ci are suites of .ci/run, which may make a shorter run of them', () => {
  const called = read('.ci/run').matchAll(/^suite (?<command>npm .*)$/gm);
  const run = new Set([...called].map(({ groups }) => scriptOf(groups?.['command'] ?? '')));
  const lines = blocks.filter(({ suite }) => suite === 'ci').flatMap(({ text }) => text.split('\n'));
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.filter((line) => !run.has(scriptOf(line)))).toEqual([]);
});

test.each(docPages())('every script of npm that %s names in its text is there', (file) => {
  const there = new Set([...Object.keys(scripts), ...ofNpm]);
  const commands = codeInText(file).filter((one) => one.startsWith('npm '));
  expect(commands.filter((command) => !there.has(scriptOf(command) ?? ''))).toEqual([]);
});
