// npm run test:turn: coturn's own clients against the TURN server.
import { existsSync } from 'node:fs';
import { freshReport, resultLine } from './checks.mjs';
import { closeWith } from './closeWith.mjs';
import { ensureDebianPackages, hasDebianPackages, missingPackages } from './debianPackages.mjs';
import { entry, ROOT } from './entry.mjs';
import { runAttached } from './run.mjs';
import { setup } from './setup.mjs';
import { SetupError } from './SetupError.mjs';
import { readTally, runnerTally, vitestTally } from './tally.mjs';

await entry(import.meta.url, () =>
  closeWith(async () => {
    const { node, env } = await setup({ client: false });
    await ensureClients();
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

/** They come with a server whose service Debian starts, which nobody asked for: then the person decides. */
async function ensureClients() {
  if (!hasDebianPackages() || missingPackages(['coturn']).length === 0) return;
  if (existsSync('/run/systemd/system')) {
    throw new SetupError(
      "The test of the TURN server needs coturn's clients. Please run this, then try again:\n\n" +
        '  sudo apt-get install -y --no-install-recommends coturn && sudo systemctl disable --now coturn',
    );
  }
  await ensureDebianPackages('The test of the TURN server', ['coturn']);
}
