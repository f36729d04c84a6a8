// Prometheus reads the server, and everything that dashboard and alerts ask it for is there to be asked for.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { poll } from '../harness/poll.ts';
import { run } from '../lab/program.ts';
import { settings } from './start.ts';
import type { Check, Stage } from './Stage.ts';

interface Answer {
  readonly status: string;
  readonly error?: string;
  readonly data: {
    readonly activeTargets?: { readonly health: string; readonly lastError: string }[];
    readonly groups?: { readonly rules: { readonly health: string }[] }[];
  };
}

/** Asks Prometheus, which only its own machine reaches. */
async function ask({ machine }: Stage, path: string): Promise<Answer> {
  const network = `--net=/run/netns/${machine.namespace.name}`;
  return JSON.parse(
    await run('nsenter', [
      network,
      'curl',
      '-sS',
      '--max-time',
      '10',
      `http://127.0.0.1:9090/api/v1/${path}`,
    ]),
  ) as Answer;
}

interface Panel {
  readonly targets?: readonly { readonly expr: string }[];
}

/** What the dashboard asks. */
function dashboardQueries(project: string): string[] {
  const text = readFileSync(join(project, 'deploy/grafana/dashboards/parley.json'), 'utf8');
  const { panels } = JSON.parse(text) as { panels: Panel[] };
  return panels.flatMap(({ targets = [] }) =>
    targets.map(({ expr }) => expr.replaceAll('$__rate_interval', '1m')),
  );
}

export const monitoringChecks: readonly Check[] = [
  {
    title:
      '[CT15] Prometheus reads the server with the token that the server made, and takes all rules and queries',
    async run(stage) {
      const { stack, world } = stage;
      stack.set({ ...settings, COMPOSE_PROFILES: 'local,monitoring' });
      await stack.compose('up', '-d', '--wait', '--wait-timeout', '60', 'prometheus');
      let errors: string[] = [];
      await poll(
        'a reading',
        async () => {
          const { data } = await ask(stage, 'targets');
          errors = (data.activeTargets ?? []).map(({ lastError }) => lastError);
          return data.activeTargets?.[0]?.health === 'up';
        },
        { limit: 40_000, pause: 500 },
      ).catch((error: unknown) => assert.fail(`${String(error)}: ${errors.join()}`));
      const { groups = [] } = (await ask(stage, 'rules')).data;
      const rules = groups.flatMap((group) => group.rules);
      assert(rules.length > 0, 'there are no rules');
      const queries = dashboardQueries(world.project);
      for (const query of queries) {
        const { status, error } = await ask(stage, `query?query=${encodeURIComponent(query)}`);
        assert.equal(status, 'success', `${query}: ${error}`);
      }
      return `${rules.length} rules, ${queries.length} queries`;
    },
  },
];
