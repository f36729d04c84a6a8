/** What the time of a set-up goes to. Unpacking counts as downloading: npm does both at once. */
export type Kind = 'downloads' | 'compiling' | 'own work';

interface Part {
  title: string;
  kind: Kind;
  seconds: number;
}

/** What the shell says before each command, apt between its two halves, and the set-up before and after each of its steps. */
const command = /^\+ (.*)$/;
const fetched = /^Fetched .* in /;
const begins = /^(.+)…$/;
const ends = /^(.+): done in /;

/**
 * Tells by what is printed what is going on. Steps of the set-up count for themselves, and what is between them for the
 * command in which they are.
 */
export class Parts {
  readonly #parts = new Map<string, Part>();
  #command: Part;
  #current: Part;
  #since: number;

  /** @param now In seconds. */
  constructor(now: number) {
    this.#command = this.#current = this.#part('the shell', 'own work');
    this.#since = now;
  }

  line(text: string, now: number): void {
    const typed = command.exec(text)?.[1];
    const begun = begins.exec(text)?.[1];
    if (typed !== undefined) {
      const isApt = /^apt(-get)? /.test(typed);
      this.#command = this.#part(typed, isApt ? 'downloads' : 'own work');
      this.#go(this.#command, now);
    } else if (fetched.test(text)) {
      this.#go(this.#part(`${this.#command.title}: after the download`, 'downloads'), now);
    } else if (begun !== undefined) this.#go(this.#part(begun, kindOfStep(begun)), now);
    else if (ends.test(text)) this.#go(this.#command, now);
  }

  /** Something that is not printed has begun. */
  begin(title: string, now: number): void {
    this.#go(this.#part(title, 'own work'), now);
  }

  /** Counts what has been done until now. */
  stop(now: number): void {
    this.#current.seconds += now - this.#since;
    this.#since = now;
  }

  /** In the order in which they began. */
  get all(): readonly Readonly<Part>[] {
    return [...this.#parts.values()];
  }

  seconds(kind: Kind): number {
    return this.all.filter((part) => part.kind === kind).reduce((sum, part) => sum + part.seconds, 0);
  }

  #go(part: Part, now: number): void {
    this.stop(now);
    this.#current = part;
  }

  #part(title: string, kind: Kind): Part {
    const part = this.#parts.get(title) ?? { title, kind, seconds: 0 };
    this.#parts.set(title, part);
    return part;
  }
}

function kindOfStep(title: string): Kind {
  if (/^(Installing|Downloading) /.test(title)) return 'downloads';
  return title.startsWith('Building the media worker') ? 'compiling' : 'own work';
}
