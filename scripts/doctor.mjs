// npm run doctor: looks at whether calls will work. Arguments after "--" are the doctor's.
import { join } from 'node:path';
import { workerAtHand } from '../worker/ensure.mjs';
import { entry, ROOT } from './entry.mjs';
import { environmentWith, findNode } from './nodeBinary.mjs';
import { ensurePackages } from './packages.mjs';
import { runAttached } from './run.mjs';
import { settingsFile } from './settingsFile.mjs';

await entry(import.meta.url, async () => {
  const file = settingsFile(ROOT);
  await ensurePackages(ROOT);
  const node = findNode(ROOT);
  // What is missing is for the doctor to tell, and not to be made here.
  const worker = process.env.MEDIASOUP_WORKER_BIN ?? workerAtHand(ROOT);
  const env = { ...environmentWith(ROOT, node), ...(worker && { MEDIASOUP_WORKER_BIN: worker }) };
  const settings = file ? ['--settings', file] : [];
  const args = [join(ROOT, 'doctor/src/main.ts'), ...settings, ...process.argv.slice(2)];
  return runAttached(node, args, { cwd: ROOT, env });
});
