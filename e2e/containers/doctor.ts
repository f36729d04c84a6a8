import assert from 'node:assert/strict';
import type { Check, Stage } from './Stage.ts';

/** What the doctor says in a container beside the server, and the names of what failed. */
export async function examineInside({ stack }: Stage): Promise<{ output: string; failed: string[] }> {
  const { output } = await stack.try('run', '--rm', '-T', 'parley', 'doctor');
  const failed = [...output.matchAll(/^failed +(.*?) {2,}/gm)].map((found) => found[1] ?? '');
  return { output, failed };
}

export const doctorChecks: readonly Check[] = [
  {
    title:
      '[CT14] the doctor runs in the container and finds nothing to treat, and what is broken it does find',
    async run(stage) {
      const { output, failed } = await examineInside(stage);
      for (const name of ['TURN over TLS', 'media over TCP']) {
        assert.match(output, new RegExp(`^ok +${name} `, 'm'), output);
      }
      assert.deepEqual(failed, [], output);
      // What Docker's translation hides from a container is not told as good, nor as broken.
      assert.match(output, /^skipped +media over UDP +From this container it cannot be told/m, output);
      const away = await stage.stack.try(
        'run',
        '--rm',
        '-T',
        '-e',
        'DOCTOR_SERVICE=http://caddy:3000',
        'parley',
        'doctor',
      );
      assert.match(away.output, /^failed +page /m, away.output);
    },
  },
];
