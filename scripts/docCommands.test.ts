import { expect, test } from 'vitest';
import { codeBlocks } from './docCommands.ts';

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
