import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ROOT } from './entry.mjs';

const units = join(ROOT, 'deploy/systemd');
const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

/** The service as it would be installed, with this checkout in the place of `/opt/parley`. */
function installed({ lowPorts = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-systemd-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const unit = join(folder, 'parley.service');
  const text = readFileSync(join(units, 'parley.service'), 'utf8');
  writeFileSync(unit, text.replaceAll('/opt/parley/', ROOT).replaceAll('/opt/parley', ROOT));
  if (lowPorts) {
    mkdirSync(`${unit}.d`);
    cpSync(join(units, 'low-ports.conf'), join(`${unit}.d`, 'low-ports.conf'));
  }
  return unit;
}

/** @param {string[]} args */
function analyze(...args) {
  const { status, stdout, stderr } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

test.runIf(hasSystemd).each([false, true])(
  'systemd finds no mistake in the service (with ports below 1024: %s)',
  (lowPorts) => {
    expect(analyze('verify', installed({ lowPorts }))).toEqual({ status: 0, output: '' });
  },
);

test.runIf(hasSystemd)('a mistake in the service would be found', () => {
  const unit = installed();
  writeFileSync(unit, readFileSync(unit, 'utf8').replace('ProtectSystem=strict', 'ProtectSistem=strict'));
  expect(analyze('verify', unit).output).toMatch('ProtectSistem');
});

test.runIf(hasSystemd).each([
  { lowPorts: false, most: 14 },
  { lowPorts: true, most: 18 },
])(
  'the service is exposed by $most of 100 at most (with ports below 1024: $lowPorts)',
  ({ lowPorts, most }) => {
    const audit = ['security', '--offline=true', '--no-pager'];
    expect(analyze(...audit, `--threshold=${most}`, installed({ lowPorts })).status).toBe(0);
    expect(analyze(...audit, `--threshold=${most - 1}`, installed({ lowPorts })).status).not.toBe(0);
  },
);
