import type { Clock, Sfu } from '../call/ports.ts';
import type { Config } from '../config.ts';

export interface AppOptions {
  config: Config;
  /** The client's build; a folder that is not there is left out, as in development. */
  clientDir: string;
  /** Where log lines go instead of standard output. */
  logTo?: { write(line: string): void };
  clock?: Clock;
  /** The variables that the TURN server gets, beside those that follow from the configuration. */
  environment?: NodeJS.ProcessEnv;
  /** Instead of mediasoup, in tests. */
  sfu?: Sfu;
  /** What ends the process when the server is drained. Without: the server is closed, and no more. */
  drained?: () => void;
}
