// What is there again after the server was killed, and after all of it was taken down.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { poll } from '../harness/poll.ts';
import { Party } from './Party.ts';
import type { Check, Stage } from './Stage.ts';

async function serverPid({ stack }: Stage): Promise<number> {
  const pids = await stack.pidsOf('parley');
  const found = pids.find((pid) =>
    /server\/src\/main\.ts/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')),
  );
  assert(found !== undefined, 'no process is the server');
  return found;
}

/** What the volumes hold that is to stay: secrets, and recordings with their films. */
async function keptBy({ stack }: Stage): Promise<string> {
  const list = 'cd /var/lib/parley && sha256sum *-key *secret recordings/*/manifest.json recordings/*/*.mp4';
  return stack.compose('exec', '-T', 'parley', 'sh', '-c', list);
}

export const recoveryChecks: readonly Check[] = [
  {
    title: '[CT11] the server is killed in a call: it is healthy again by itself, and so is the call',
    async run(stage) {
      await using party = await Party.meet(stage.machine);
      const pid = await serverPid(stage);
      const killed = performance.now();
      process.kill(pid, 'SIGKILL');
      await poll('another server', async () => (await serverPid(stage).catch(() => pid)) !== pid, {
        limit: 30_000,
      });
      await poll('the health check', () => stage.stack.isHealthy('parley'), { limit: 30_000, pause: 200 });
      const healthy = performance.now() - killed;
      await poll(
        'the call',
        async () =>
          (await Promise.all(party.guests.map((guest) => guest.complaint()))).every(
            (said) => said === undefined,
          ),
        { limit: 30_000, pause: 200 },
      );
      await party.seeAndHear();
      return `healthy after ${(healthy / 1000).toFixed(1)} s, the call after ${((performance.now() - killed) / 1000).toFixed(1)} s`;
    },
  },
  {
    title:
      '[CT12] a call is recorded, and a film made of it in the container; both, and the secrets, are there after down and up',
    async run(stage) {
      const { stack } = stage;
      {
        await using party = await Party.meet(stage.machine);
        const [host] = party.guests;
        await host?.record();
        await party.seeAndHear();
        const running = 'ls /var/lib/parley/recordings/*/journal.jsonl';
        await poll(
          'the recording',
          async () => (await stack.try('exec', '-T', 'parley', 'sh', '-c', running)).code === 0,
          { pause: 200 },
        );
      }
      await poll('the film', async () => (await keptBy(stage).catch(() => '')).includes('.mp4'), {
        limit: 90_000,
        pause: 500,
      });
      const before = await keptBy(stage);
      const stopping = performance.now();
      await stack.compose('down');
      const down = performance.now() - stopping;
      assert(
        down < 20_000,
        `it took ${(down / 1000).toFixed(1)} s to go down: somebody did not listen to SIGTERM`,
      );
      await stack.compose('up', '-d', '--wait', '--wait-timeout', '60');
      assert.equal(await keptBy(stage), before);
      const log = await stack.compose('logs', '--no-log-prefix', 'parley');
      assert.doesNotMatch(log, /made a secret/);
      return `down in ${(down / 1000).toFixed(1)} s`;
    },
  },
  {
    title: '[CT13] SIGTERM ends the server in order',
    async run({ stack }) {
      await stack.compose('stop', 'parley');
      assert.equal(await stack.inspect('parley', '{{.State.ExitCode}}'), '0');
      assert.match(await stack.compose('logs', '--no-log-prefix', 'parley'), /"reason":"SIGTERM"/);
      await stack.compose('up', '-d', '--wait', '--wait-timeout', '60');
    },
  },
];
