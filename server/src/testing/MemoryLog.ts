import type { Log } from '../call/ports.ts';

/** A log that remembers its messages. */
export class MemoryLog implements Log {
  readonly lines: { level: string; fields: object; message: string }[] = [];

  debug = this.#at('debug');
  info = this.#at('info');
  warn = this.#at('warn');
  error = this.#at('error');

  child(): Log {
    return this;
  }

  get messages(): string[] {
    return this.lines.map(({ message }) => message);
  }

  #at(level: string) {
    return (fields: object, message: string): void => void this.lines.push({ level, fields, message });
  }
}
