import type { Command, News } from '@parley/composer/channel';
import type { Clock, Log } from '../call/ports.ts';
import { ChildProgram } from '../programs/ChildProgram.ts';

/** Milliseconds without work after which it ends. */
const IDLE_LIMIT = 60_000;
/** Milliseconds in which it must have ended that was told to: it keeps what it has begun. */
const EXIT_LIMIT = 2_000;

/** What makes films. It is told one thing after the other, and answers by news. */
export interface Composer {
  /**
   * Resolved when it was told, or will be as soon as it is there again.
   * @throws {Error} When it does not start.
   */
  tell(command: Command): Promise<void>;
  /** There is no work for now. */
  rest(): void;
  close(): Promise<void>;
}

export interface ComposerEvents {
  heard(news: News): void;
  /** Another one is there in the place of one that died, and knows of nothing. */
  replaced(): void;
}

export interface ComposerProcessOptions {
  /** The file that Node runs. */
  program: string;
  env: NodeJS.ProcessEnv;
  clock: Clock;
  log: Log;
}

/** The composer, a process that is there while there is work for it. */
export class ComposerProcess implements Composer {
  readonly #options: ComposerProcessOptions;
  readonly #events: ComposerEvents;
  #starting: Promise<ChildProgram<Command, News>> | undefined;
  #ending: Promise<void> = Promise.resolve();
  #cancelEnd = (): void => {};
  #isClosed = false;

  constructor(options: ComposerProcessOptions, events: ComposerEvents) {
    this.#options = options;
    this.#events = events;
  }

  async tell(command: Command): Promise<void> {
    // What does not run has nothing under way.
    if (command.name === 'cancel' && !this.#starting) return;
    this.#cancelEnd();
    if (this.#isClosed) throw new Error('the server is shutting down');
    this.#starting ??= this.#start();
    try {
      (await this.#starting).tell(command);
    } catch (error) {
      // The next one tries again.
      this.#starting = undefined;
      throw error;
    }
  }

  rest(): void {
    this.#cancelEnd();
    this.#cancelEnd = this.#options.clock.after(IDLE_LIMIT, () => void this.#end());
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelEnd();
    await this.#end();
  }

  async #start(): Promise<ChildProgram<Command, News>> {
    await this.#ending;
    const { program, env, clock, log } = this.#options;
    let isFirst = true;
    return ChildProgram.start<Command, News>(
      { name: 'composer', program, env, exitLimit: EXIT_LIMIT, clock, log },
      {
        started: () => {
          if (!isFirst) this.#events.replaced();
          isFirst = false;
        },
        heard: (news) => this.#events.heard(news),
      },
    );
  }

  #end(): Promise<void> {
    const starting = this.#starting;
    this.#starting = undefined;
    this.#ending = (async () => {
      const program = await starting?.catch(() => undefined);
      await program?.close();
    })();
    return this.#ending;
  }
}
