// The commands that README.md and docs/ tell people to type, for the suites that run them word by word.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Code, Nodes } from 'mdast';

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

/** The pages, by their paths from the project's folder. */
export function docPages(): string[] {
  return ['README.md', 'worker/README.md', ...globSync('docs/**/*.md', { cwd: ROOT }).toSorted()];
}

export function codeBlocks(file: string, page = readFileSync(join(ROOT, file), 'utf8')): CodeBlock[] {
  const codesIn = (node: Nodes): Code[] => {
    if (node.type === 'code') return [node];
    return 'children' in node ? node.children.flatMap(codesIn) : [];
  };
  return codesIn(fromMarkdown(page)).map(({ lang, meta, value, position }) => ({
    file,
    line: position?.start.line ?? 0,
    language: lang ?? undefined,
    suite: meta ?? undefined,
    text: value,
  }));
}

/** What a suite has to run, in the order of the pages. */
export function commandsOf(suite: string): CodeBlock[] {
  return docPages()
    .flatMap((file) => codeBlocks(file))
    .filter((block) => block.language === 'sh' && block.suite === suite);
}
