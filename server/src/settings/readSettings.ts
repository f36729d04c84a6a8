import { readConfig, type Config } from '../config.ts';
import { StartError } from '../StartError.ts';
import { readEnvFile, type EnvFile } from './envFile.ts';
import { nearName } from './nearName.ts';
import { otherNames } from './otherNames.ts';
import { settings } from './settings.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Settings {
  readonly config: Config;
  /** The environment with what the file adds to it. */
  readonly environment: Environment;
  /** Names in the environment that may be meant for settings of ours. */
  readonly warnings: readonly string[];
}

/**
 * The settings of the environment and of a file, of which the environment wins. An empty variable counts as unset.
 * @throws {StartError} With everything that is wrong with all of them.
 */
export function readSettings(env: Environment, file?: { path: string; name: string }): Settings {
  const read: EnvFile = file
    ? readEnvFile(file.path, file.name)
    : { variables: {}, lines: new Map(), problems: [] };
  const problems = [...read.problems];
  for (const [name, line] of read.lines) {
    const meant = meantBy(name);
    if (meant)
      problems.push(`${file?.name}, line ${line}: ${name} is no setting. Is it meant to be ${meant}?`);
  }
  const environment = merge(read.variables, env);
  const warnings = Object.keys(env).flatMap((name) => {
    const meant = env[name] ? meantBy(name) : undefined;
    return meant ? [`${name} in the environment is no setting. Is it meant to be ${meant}?`] : [];
  });
  try {
    const config = readConfig(environment);
    if (problems.length === 0) return { config, environment, warnings };
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    problems.push(...error.problems);
  }
  throw new StartError(problems);
}

const known: ReadonlySet<string> = new Set([...Object.keys(settings.properties), ...otherNames]);

function meantBy(name: string): string | undefined {
  return known.has(name) ? undefined : nearName(name, known);
}

function merge(file: Environment, env: Environment): Environment {
  const given = Object.entries(env).filter(([name, value]) => value !== '' || !(name in file));
  return { ...file, ...Object.fromEntries(given) };
}
