import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ended, Engine } from './Engine.ts';

/** The project of docker-compose.yml on an engine. */
export class Stack {
  readonly engine: Engine;
  readonly #project: string;

  /** @param project The folder of a checkout. */
  constructor(engine: Engine, project: string) {
    this.engine = engine;
    this.#project = project;
  }

  /** Writes `.env`. */
  set(settings: Readonly<Record<string, string>> | string): void {
    const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
    const written = typeof settings === 'string' ? settings : lines.join('\n');
    writeFileSync(join(this.#project, '.env'), `${written}\n`);
  }

  /** Runs docker-compose(1). Resolves to what it printed. @throws {Error} with what it complained of. */
  compose(...args: string[]): Promise<string> {
    return this.engine.docker('compose', ...this.#place, ...args);
  }

  /** The same for what may fail. */
  try(...args: string[]): Promise<Ended> {
    return this.engine.try('docker', 'compose', ...this.#place, ...args);
  }

  /** What docker inspect says of a service's container, by a template of Go. */
  async inspect(service: string, template: string): Promise<string> {
    const [id = ''] = (await this.compose('ps', '-aq', service)).split('\n');
    return (await this.engine.docker('inspect', '-f', template, id)).trim();
  }

  async isHealthy(service: string): Promise<boolean> {
    return (await this.inspect(service, '{{.State.Running}} {{.State.Health.Status}}')) === 'true healthy';
  }

  /** The first process of a service, and those that descend from it, as this machine numbers them. */
  async pidsOf(service: string): Promise<number[]> {
    const pids = [Number(await this.inspect(service, '{{.State.Pid}}'))];
    const parents = new Map(readdirSync('/proc').flatMap((name) => parentOf(Number(name)) ?? []));
    // Whoever is born after these is none of theirs.
    for (let found = true; found;) {
      const next = [...parents].filter(([pid, parent]) => pids.includes(parent) && !pids.includes(pid));
      pids.push(...next.map(([pid]) => pid));
      found = next.length > 0;
    }
    return pids;
  }

  /** Takes away what is there, as it may be from a run that was killed. Of what was built it keeps 2 GB for the next one. */
  async clear(): Promise<void> {
    const ids = (await this.engine.docker('ps', '-aq')).split('\n').filter(Boolean);
    if (ids.length > 0) await this.engine.docker('rm', '-f', ...ids);
    await this.engine.docker('volume', 'prune', '-af');
    await this.engine.docker('network', 'prune', '-f');
    await this.engine.docker('image', 'prune', '-f');
    await this.engine.docker('builder', 'prune', '-f', '--keep-storage=2GB');
  }

  get #place(): string[] {
    return ['--project-directory', this.engine.pathOf(this.#project)];
  }
}

/** @see proc(5) */
function parentOf(pid: number): [[number, number]] | undefined {
  if (!Number.isInteger(pid)) return undefined;
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return [[pid, Number(/^PPid:\s+(\d+)/m.exec(status)?.[1])]];
  } catch {
    return undefined;
  }
}
