// The commands that README.md and docs/ tell people to type, for the suites that run them word by word.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Nodes } from 'mdast';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** A block of code in a page of the documentation. */
export interface CodeBlock {
  /** From the project's folder. */
  readonly file: string;
  readonly line: number;
  readonly language: string | undefined;
  /** What stands behind the language: of commands, the suite that runs them. */
  readonly suite: string | undefined;
  readonly text: string;
}

/** What runs the commands of each suite: a script of package.json. Those of `ci` are the suites of `.ci/run` themselves. */
export const suites = new Map<string, string | undefined>([
  ['ci', undefined],
  ['containers', 'test:containers'],
  ['docs', 'test:docs'],
  ['newcomer', 'test:newcomer'],
  ['systemd', 'test:systemd'],
]);

/** The pages, by their paths from the project's folder. */
export function docPages(): string[] {
  return ['README.md', 'worker/README.md', ...globSync('docs/**/*.md', { cwd: ROOT }).toSorted()];
}

export function codeBlocks(file: string, page = textOf(file)): CodeBlock[] {
  const codes = nodesIn(fromMarkdown(page)).filter((node) => node.type === 'code');
  return codes.map(({ lang, meta, value, position }) => ({
    file,
    line: position?.start.line ?? 0,
    language: lang ?? undefined,
    suite: meta ?? undefined,
    text: value,
  }));
}

/** What stands as code in running text. */
export function codeInText(file: string, page = textOf(file)): string[] {
  return nodesIn(fromMarkdown(page)).flatMap((node) => (node.type === 'inlineCode' ? [node.value] : []));
}

/** What a suite has to run, in the order of the pages. */
export function commandsOf(suite: string): CodeBlock[] {
  return docPages()
    .flatMap((file) => codeBlocks(file))
    .filter((block) => block.language === 'sh' && block.suite === suite);
}

function nodesIn(node: Nodes): Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap(nodesIn) : [])];
}

function textOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}
