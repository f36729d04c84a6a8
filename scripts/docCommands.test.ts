import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { codeBlocks, codeInText, docPages, suites } from './docCommands.ts';

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
  (_where, { language, suite }) => {
    expect(language).toBeDefined();
    // A shell by another name would be run by nobody.
    expect(['bash', 'shell', 'console', 'zsh']).not.toContain(language);
    if (language === 'sh') expect([...suites.keys()]).toContain(suite);
    else expect(suite).toBeUndefined();
  },
);

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
  const run = read('.ci/run')
    .split('\n')
    .flatMap((line) => (line.startsWith('suite npm ') ? [scriptOf(line.replace('suite ', ''))] : []));
  const lines = blocks.filter(({ suite }) => suite === 'ci').flatMap(({ text }) => text.split('\n'));
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect(run, line).toContain(scriptOf(line));
});

test.each(docPages())('every script of npm that %s names in its text is there', (file) => {
  for (const code of codeInText(file).filter((one) => one.startsWith('npm '))) {
    const script = scriptOf(code) ?? '';
    if (!ofNpm.has(script)) expect(Object.keys(scripts), code).toContain(script);
  }
});
