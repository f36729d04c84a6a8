// coturn, whose clients and server are measures for ours.
import { existsSync } from 'node:fs';
import { ensureDebianPackages, hasDebianPackages, missingPackages } from './debianPackages.mjs';
import { SetupError } from './SetupError.mjs';

/**
 * Debian starts coturn's service when it is installed, which nobody asked for: then the person decides.
 * @param {string} purpose What needs it, as the beginning of a sentence.
 */
export async function ensureCoturn(purpose) {
  if (!hasDebianPackages() || missingPackages(['coturn']).length === 0) return;
  if (existsSync('/run/systemd/system')) {
    throw new SetupError(
      `${purpose} needs coturn. Please run this, then try again:\n\n` +
        '  sudo apt-get install -y --no-install-recommends coturn && sudo systemctl disable --now coturn',
    );
  }
  await ensureDebianPackages(purpose, ['coturn']);
}
