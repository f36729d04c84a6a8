// Prometheus reads the server, and everything that dashboard and alerts ask it for is there to be asked for.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askedBy } from '../../scripts/promQueries.ts';
import { catalogue } from '../../server/src/metrics/catalogue.ts';
import { poll } from '../harness/poll.ts';
import { run } from '../lab/program.ts';
import { lookInto } from './hardening.ts';
import { settings } from './start.ts';
import type { Check, Stage } from './Stage.ts';

interface Target {
  readonly health: string;
  readonly lastError: string;
}

interface Rule {
  readonly name: string;
  readonly query: string;
  readonly health: string;
  readonly state: string;
  readonly lastError?: string;
}

/** Asks Prometheus, which only its own machine reaches. @throws {Error} with what it finds wrong. */
async function ask<T>({ machine }: Stage, path: string): Promise<T> {
  const network = `--net=/run/netns/${machine.namespace.name}`;
  const url = `http://127.0.0.1:9090/api/v1/${path}`;
  const answer = await run('nsenter', [network, 'curl', '-sS', '--max-time', '10', url]);
  const { status, data, error } = JSON.parse(answer) as { status: string; data: T; error?: string };
  assert.equal(status, 'success', `${decodeURIComponent(path)}: ${error}`);
  return data;
}

async function resultsOf(stage: Stage, query: string): Promise<number> {
  const { result } = await ask<{ result: readonly unknown[] }>(
    stage,
    `query?query=${encodeURIComponent(query)}`,
  );
  return result.length;
}

async function rulesOf(stage: Stage): Promise<Rule[]> {
  const { groups } = await ask<{ groups: { rules: Rule[] }[] }>(stage, 'rules');
  return groups.flatMap(({ rules }) => rules);
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

/** Of some metrics, such as refusals by their code, a server has nothing to tell yet. */
async function checkNames(stage: Stage, queries: readonly string[]): Promise<void> {
  const told = { up: [], ...catalogue, ...(await ask<Record<string, unknown>>(stage, 'metadata')) };
  for (const query of queries) {
    const unknown = askedBy(query).selectors.filter(({ metric }) => !(metric in told));
    assert.deepEqual(unknown, [], `the server does not tell what is asked in ${query}`);
  }
}

/** Those without an answer, though there are values of all their metrics. */
async function unanswered(stage: Stage, queries: readonly string[]): Promise<string[]> {
  const names = await ask<readonly string[]>(stage, 'label/__name__/values');
  const silent: string[] = [];
  for (const query of queries) {
    const hasValues = askedBy(query).selectors.every(
      ({ metric, labels }) => names.includes(metric) && labels.length === 0,
    );
    if (hasValues && (await resultsOf(stage, query)) === 0) silent.push(query);
  }
  return silent;
}

export const monitoringChecks: readonly Check[] = [
  {
    title:
      '[CT15] Prometheus reads the server with the token that the server made; dashboard and alerts ask for what is there',
    async run(stage) {
      const { stack, world } = stage;
      stack.set({ ...settings, COMPOSE_PROFILES: 'local,monitoring' });
      await stack.compose('up', '-d', '--wait', '--wait-timeout', '60', 'prometheus');
      await lookInto('prometheus', stage);
      const config = '/etc/prometheus/prometheus.yml';
      await stack.compose('exec', '-T', 'prometheus', 'promtool', 'check', 'config', config);
      let errors = '';
      await poll(
        'a reading',
        async () => {
          const { activeTargets } = await ask<{ activeTargets: Target[] }>(stage, 'targets');
          errors = activeTargets.map(({ lastError }) => lastError).join();
          return activeTargets[0]?.health === 'up';
        },
        { limit: 40_000, pause: 500 },
      ).catch((error: unknown) => assert.fail(`${String(error)}: ${errors}`));
      const queries = dashboardQueries(world.project);
      let rules: Rule[] = [];
      await poll(
        'the rules to be tried',
        async () => (rules = await rulesOf(stage)).every(({ health }) => health !== 'unknown'),
        { limit: 30_000, pause: 500 },
      );
      assert(rules.length > 0, 'there are no rules');
      const unwell = rules.filter(({ health, state }) => health !== 'ok' || state !== 'inactive');
      assert.deepEqual(unwell, [], 'an alert is wrong, or raised of a server that is well');
      await checkNames(stage, [...queries, ...rules.map(({ query }) => query)]);
      let silent: string[] = [];
      // Rates are made of two readings.
      await poll('answers', async () => (silent = await unanswered(stage, queries)).length === 0, {
        limit: 60_000,
        pause: 1_000,
      }).catch(() => assert.fail(`no answer to ${silent.join(', ')}`));
      return `${rules.length} rules, ${queries.length} queries`;
    },
  },
  {
    title: '[CT20] of a server that is gone, an alert is raised',
    isLong: true,
    async run(stage) {
      const { stack } = stage;
      await stack.compose('stop', 'parley');
      await poll(
        'the alert',
        async () =>
          (await rulesOf(stage)).some(({ name, state }) => name === 'ParleyDown' && state !== 'inactive'),
        { limit: 60_000, pause: 500 },
      );
      await stack.compose('up', '-d', '--wait', '--wait-timeout', '60', 'parley');
    },
  },
];
