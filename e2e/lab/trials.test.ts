import { expect, test } from 'vitest';
import { crowdTitle } from './crowd.ts';
import { trials } from './trials.ts';

test.each([true, false])('the set-up changes as rarely as can be, short: %s', (short) => {
  const all = trials({ short });
  const changes = all.filter(({ setup }, index) => setup !== all[index - 1]?.setup);
  expect(changes).toHaveLength(new Set(all.map(({ setup }) => setup)).size);
  expect(all.map(({ title }) => title)).toContain(crowdTitle);
});
