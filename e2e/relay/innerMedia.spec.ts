// A server that is not reached at the address that it announces, as one in a container with no port but that of TURN.
import { expect, test } from '../harness/fixtures.ts';
import { relayOnly } from '../harness/relayOnly.ts';

test.use({
  settings: {
    // Of the range for measurements (RFC 2544), which nobody has. Nothing is sent to it.
    ANNOUNCED_ADDRESS: '198.18.0.5',
    TURN_HOST: '127.0.0.1',
    DIRECT_CALLS: 'false',
  },
});

test('[PF7] over TURN the media is reached where the address that is announced leads nowhere', async ({
  join,
  server,
}) => {
  expect(server.log).toContain('198.18.0.5 is not an address of this machine');
  const ana = await join('Ana', { before: relayOnly });
  const ben = await join('Ben', { before: relayOnly });
  await Promise.all([ana.sees('Ben'), ben.sees('Ana'), ana.hears('Ben'), ben.hears('Ana')]);
  const stats = await ben.stats();
  const remotes = stats.filter(({ type }) => type === 'remote-candidate');
  expect(remotes.map(({ address }) => address)).toContain('198.18.0.5');
});
