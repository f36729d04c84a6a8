import { fileURLToPath } from 'node:url';
import type { SiteName } from './addresses.ts';
import type { Faults } from './Cable.ts';
import type { Guest } from './guest.ts';
import type { Internet } from './Internet.ts';
import type { NetworkName } from './networkKinds.ts';
import { remote, type Remote } from './remote.ts';
import { Site } from './Site.ts';

const program = fileURLToPath(new URL('guest.ts', import.meta.url));

export interface GuestPlace {
  readonly name: string;
  readonly at: SiteName;
  readonly network: NetworkName;
  readonly faults?: Faults | undefined;
}

/** Somebody with a network of their own, for as long as the stack lasts. */
export async function enter(
  stack: AsyncDisposableStack,
  internet: Internet,
  { name, at, network, faults }: GuestPlace,
): Promise<{ guest: Remote<Guest>; site: Site }> {
  const site = await Site.open(internet, at, { network, faults });
  stack.defer(() => site.close());
  const running = site.host.start(process.execPath, [program], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  stack.defer(() => running.stop());
  const guest = remote<Guest>(`${name} in "${network}"`, running.process);
  stack.defer(() => guest.close());
  return { guest, site };
}
