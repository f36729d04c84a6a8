// Networks, mounts and processes of their own, which end with `unshare`, and with them all that is in them.
import { run } from './run.mjs';
import { SetupError } from './SetupError.mjs';

export const APART = ['--net', '--mount', '--pid', '--mount-proc', '--fork', '--kill-child'];

/**
 * @param {string} who Needs them, as the beginning of a sentence.
 * @throws {SetupError} where they cannot be had
 */
export async function checkApart(who) {
  if (process.platform !== 'linux') {
    throw new SetupError(`${who} is made of network namespaces, which only Linux has.`);
  }
  const { code, output } = await run('unshare', [...APART, 'ip', 'link', 'add', 'lan', 'type', 'veth']).catch(
    (error) => ({ code: 1, output: String(error) }),
  );
  if (code !== 0) {
    throw new SetupError(
      `${who} needs networks and mounts of its own, and may not make them here. On a machine of your own, run it as ` +
        `root; in a container, let it have the capabilities SYS_ADMIN and NET_ADMIN. Linux says:\n\n${output}`,
    );
  }
}
