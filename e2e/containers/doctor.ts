import assert from 'node:assert/strict';
import type { Check } from './Stage.ts';

/** Docker answers what a container sends to a port of its own machine over UDP from another address. */
const unseen = 'media over UDP';

export const doctorChecks: readonly Check[] = [
  {
    title:
      '[CT14] the doctor runs in the container, and finds nothing to treat but what it cannot see from there',
    async run({ stack }) {
      const { output } = await stack.try('run', '--rm', '-T', 'parley', 'doctor');
      assert.match(output, /^ok +TURN over TLS /m, output);
      assert.match(output, /^ok +media over TCP /m, output);
      const failed = [...output.matchAll(/^failed +(.*?) {2,}/gm)].map((found) => found[1] ?? '');
      assert.deepEqual(
        failed.filter((name) => name !== unseen),
        [],
        output,
      );
    },
  },
];
