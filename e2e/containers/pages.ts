// The commands of README.md and docs/ that are for containers, typed word by word on the machine, in the folder of a checkout.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandsOf } from '../../scripts/docCommands.ts';
import { settings } from './start.ts';
import type { Check, Stage } from './Stage.ts';

const blocks = commandsOf('containers');

/** There is no public authority that would give a certificate here: Caddy's own does, in all that is typed. */
const typedWith = { COMPOSE_PROFILES: 'local' };

/** As after `git clone`. */
async function begin({ stack, world }: Stage): Promise<void> {
  await stack.clear();
  for (const own of ['.env', '.parley', 'compose.override.yml', 'recordings.tar.gz']) {
    rmSync(join(world.project, own), { recursive: true, force: true });
  }
}

export const pageChecks: readonly Check[] = [...new Set(blocks.map(({ file }) => file))].map((file) => ({
  title: `[CT19] the commands of ${file} work as they stand`,
  async run(stage) {
    const { stack, world } = stage;
    const own = blocks.filter((block) => block.file === file);
    await begin(stage);
    if (!own[0]?.text.includes('docker compose up')) {
      stack.set(settings);
      await stack.compose('up', '-d', '--wait', '--wait-timeout', '120');
    }
    for (const { line, text } of own) {
      const { code, output } = await stack.engine.type(text, world.project, typedWith);
      assert.equal(code, 0, `${file}:${line} ends with ${code}\n${text}\n${output.slice(-4_000)}`);
    }
    return `${own.length} blocks`;
  },
}));
