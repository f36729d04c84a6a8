/** What the time of a set-up goes to. */
export type Part = 'downloads' | 'compiling' | 'own work';

/** What the shell says before each command, and the set-up before and after each of its steps. */
const command = /^\+ (.*)$/;
const begins = /^(.+)…$/;
const ends = /^(.+): done in /;

/**
 * Tells by what is printed what is going on. Steps of the set-up count for themselves, and what is between them for the
 * command in which they are.
 */
export class Parts {
  readonly seconds: Record<Part, number> = { downloads: 0, compiling: 0, 'own work': 0 };
  #command: Part = 'own work';
  #step: Part | undefined;
  #since: number;

  /** @param now In seconds. */
  constructor(now: number) {
    this.#since = now;
  }

  line(text: string, now: number): void {
    const typed = command.exec(text)?.[1];
    const begun = begins.exec(text)?.[1];
    if (typed === undefined && begun === undefined && !ends.test(text)) return;
    this.stop(now);
    if (typed === undefined) this.#step = begun === undefined ? undefined : partOfStep(begun);
    else this.#command = /^apt(-get)? /.test(typed) ? 'downloads' : 'own work';
  }

  /** Counts what has been done until now. */
  stop(now: number): void {
    this.seconds[this.#step ?? this.#command] += now - this.#since;
    this.#since = now;
  }
}

function partOfStep(title: string): Part {
  if (/^(Installing|Downloading) /.test(title)) return 'downloads';
  return title.startsWith('Building the media worker') ? 'compiling' : 'own work';
}
