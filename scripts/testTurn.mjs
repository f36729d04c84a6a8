// npm run test:turn: coturn's own clients against the TURN server.
import { freshReport, resultLine } from './checks.mjs';
import { closeWith } from './closeWith.mjs';
import { ensureDebianService } from './debianService.mjs';
import { entry, ROOT } from './entry.mjs';
import { runAttached } from './run.mjs';
import { setup } from './setup.mjs';
import { readTally, runnerTally, vitestTally } from './tally.mjs';

await entry(import.meta.url, () =>
  closeWith(async () => {
    const { node, env } = await setup({ client: false });
    await ensureDebianService('The test of the TURN server', 'coturn');
    const started = performance.now();
    const report = freshReport('turn.json');
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'turn/test/vitest.config.ts'];
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const code = await runAttached(node, [...vitest, ...reporters], { cwd: ROOT, env });
    const tally = runnerTally(code, readTally(report, vitestTally));
    console.log(resultLine('test:turn', tally, started));
    return [tally];
  }),
);
