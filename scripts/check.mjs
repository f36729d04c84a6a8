// npm run check: everything but the browsers.
import { runChecks } from './checks.mjs';
import { entry } from './entry.mjs';
import { closeWith } from './closeWith.mjs';
import { setup } from './setup.mjs';

await entry(import.meta.url, () =>
  closeWith(async () => {
    const { env } = await setup({ client: false });
    return runChecks(env);
  }),
);
