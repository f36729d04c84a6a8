// Programs of Debian whose package brings a service, and which are measures for ours: coturn, Janus.
import { existsSync } from 'node:fs';
import { ensureDebianPackages, hasDebianPackages, missingPackages } from './debianPackages.mjs';
import { SetupError } from './SetupError.mjs';

/**
 * Debian starts such a service when it is installed, which nobody asked for: then the person decides.
 * @param {string} purpose What needs it, as the beginning of a sentence.
 * @param {string} name Of the package and of the service.
 */
export async function ensureDebianService(purpose, name) {
  if (!hasDebianPackages() || missingPackages([name]).length === 0) return;
  if (existsSync('/run/systemd/system')) {
    throw new SetupError(
      `${purpose} needs ${name}. Please run this, then try again:\n\n` +
        `  sudo apt-get install -y --no-install-recommends ${name} && sudo systemctl disable --now ${name}`,
    );
  }
  await ensureDebianPackages(purpose, [name]);
}
