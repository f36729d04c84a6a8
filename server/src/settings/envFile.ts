// A file of settings, such as .env: NAME=value lines with comments and quotes, read as Node reads them (util.parseEnv). That
// reader passes over what it does not understand in silence; here it is told, by its line and never by what it says, which
// may be a secret.
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

export interface EnvFile {
  readonly variables: Readonly<Record<string, string>>;
  /** In which line each of them is. */
  readonly lines: ReadonlyMap<string, number>;
  /** What is wrong with it, in words, in the order of the lines. */
  readonly problems: readonly string[];
}

const entry =
  /[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*('[^']*'|"[^"]*"|`[^`]*`|[^'"`#\s][^\n]*|)[ \t]*(?:#[^\n]*)?(?:\n|$)/y;
const nothing = /[ \t]*(?:#[^\n]*)?(?:\n|$)/y;
const line = /[^\n]*(?:\n|$)/y;
const openQuote = /^[^=\n#]*=[ \t]*(['"`])/;

/** @param name Of the file, as its operator knows it. */
export function readEnvFile(path: string, name: string): EnvFile {
  try {
    // Takes off a byte order mark.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
    if (text.includes('\0')) throw new TypeError('NUL');
    return parseEnvFile(text, name);
  } catch (error) {
    const why =
      error instanceof TypeError
        ? 'it is not text in UTF-8: save it as that'
        : `it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`;
    return { variables: {}, lines: new Map(), problems: [`${name}: ${why}.`] };
  }
}

function parseEnvFile(content: string, name: string): EnvFile {
  const text = content.replaceAll(/\r\n?/g, '\n');
  const variables: Record<string, string> = {};
  const lines = new Map<string, number>();
  const problems: string[] = [];
  let number = 1;
  for (let at = 0; at < text.length;) {
    const take = (pattern: RegExp) => {
      pattern.lastIndex = at;
      return pattern.exec(text);
    };
    const found = take(nothing) ?? take(entry) ?? take(line);
    const [part = '', variable, value = ''] = found ?? [];
    const tell = (what: string) => void problems.push(`${name}, line ${number}: ${what}`);
    const first = variable === undefined ? undefined : lines.get(variable);
    if (variable === undefined) {
      const isBlank = /^\s*(#|$)/.test(part);
      if (!isBlank) {
        tell(
          openQuote.test(part) ? 'the quotes do not end where the value ends.' : 'that is not NAME=value.',
        );
      }
    } else if (first !== undefined) {
      tell(`${variable} is set a second time, after line ${first}. Delete one of the two.`);
    } else if (/^[^'"`].*\S#/.test(value)) {
      tell(`${variable}: put the value in quotes, as # begins a comment.`);
    } else {
      variables[variable] = parseEnv(part)[variable] ?? '';
      lines.set(variable, number);
    }
    number += part.split('\n').length - 1;
    at += Math.max(part.length, 1);
  }
  return { variables, lines, problems };
}
