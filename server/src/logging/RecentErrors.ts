/** A line of the log that somebody should read. */
export interface LoggedError {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly level: 'warn' | 'error';
  readonly message: string;
  /** What else stands in the line; of an error its message, not its stack. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Lines that are kept; the oldest go first. */
const KEPT = 100;
/** Characters of a field that are kept. */
const FIELD_LENGTH = 300;

/** pino's levels from which on a line is kept, as they stand at its beginning. */
const severe = /^\{"level":(?<level>[456])0,/;
/** The same in every line of a process, or told apart from the other fields. */
const common = new Set(['level', 'time', 'pid', 'hostname', 'msg']);

/** The last warnings and errors of the log, for who looks at the server by its admin page. */
export class RecentErrors {
  readonly #lines: LoggedError[] = [];
  readonly #counts = { warn: 0, error: 0 };

  /** The newest last. */
  get lines(): readonly LoggedError[] {
    return this.#lines;
  }

  /** How many there were since the start. */
  get counts(): Readonly<Record<'warn' | 'error', number>> {
    return this.#counts;
  }

  /** Takes one line of the log, as it is written. */
  see(line: string): void {
    const level = severe.exec(line)?.groups?.['level'];
    if (level === undefined) return;
    const kept = { level: level === '4' ? 'warn' : 'error', ...contentOf(line) } as const;
    this.#counts[kept.level] += 1;
    this.#lines.push(kept);
    if (this.#lines.length > KEPT) this.#lines.shift();
  }
}

function contentOf(line: string): Omit<LoggedError, 'level'> {
  const { time, msg, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const fields = Object.entries(rest).filter(([name]) => !common.has(name));
  return {
    at: Number(time),
    message: textOf(msg ?? ''),
    fields: Object.fromEntries(fields.map(([name, value]) => [name, textOf(value).slice(0, FIELD_LENGTH)])),
  };
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { message } = (value ?? {}) as { message?: unknown };
  return typeof message === 'string' ? message : JSON.stringify(value);
}
