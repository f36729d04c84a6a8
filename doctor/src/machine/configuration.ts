import type { Config } from '@parley/server/config';
import { readSettings, type Environment } from '@parley/server/settings';
import { StartError } from '@parley/server/startError';
import { failed, ok, warning, type Finding } from '../Finding.ts';

export interface SettingsSeen {
  /** Undefined: the server would not start. */
  readonly config: Config | undefined;
  /** With what stands in the file. */
  readonly environment: Environment;
  readonly finding: Finding;
}

/**
 * The server's own reading of its settings.
 * @param path A file of them beside the environment, such as `.env`.
 */
export function lookAtSettings(env: Environment, path?: string): SettingsSeen {
  try {
    const file = path === undefined ? undefined : { path, name: path };
    const { config, environment, warnings } = readSettings(env, file);
    const finding =
      warnings.length === 0
        ? ok('configuration', 'The settings can be read.')
        : warning('configuration', warnings.join(' '));
    return { config, environment, finding };
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    const problems = error.problems.join('; ');
    const finding = failed(
      'configuration',
      `Parley does not start with these settings: ${problems}. Correct them in the environment or in .env; docs/configuration.md has each.`,
    );
    return { config: undefined, environment: env, finding };
  }
}
