// Builds the worker from the sources in mediasoup's npm package, with the system's libraries.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDebianPackages, hasDebianPackages } from '../scripts/debianPackages.mjs';
import { progress } from '../scripts/progress.mjs';
import { run } from '../scripts/run.mjs';
import { SetupError } from '../scripts/SetupError.mjs';

export const WORKER_FOLDER = fileURLToPath(new URL('.', import.meta.url));

const PURPOSE = 'Building the media worker';
const TOOLS = ['c++', 'cmake', 'ninja', 'pkg-config', 'flatc'];
const DEBIAN_PACKAGES = [
  'g++',
  'cmake',
  'ninja-build',
  'pkgconf',
  'libuv1-dev',
  'libssl-dev',
  'libabsl-dev',
  'libflatbuffers-dev',
  'flatbuffers-compiler',
];

/** What the build needs. Asked for before anything takes time. */
export async function ensureBuildTools() {
  if (hasDebianPackages()) {
    await ensureDebianPackages(PURPOSE, DEBIAN_PACKAGES);
    return;
  }
  const missing = TOOLS.filter((tool) => spawnSync(tool, ['--version']).error);
  if (missing.length > 0) {
    throw new SetupError(
      `No media worker for this system (${process.platform} ${process.arch}) could be downloaded, and building ` +
        `one needs programs that are not installed: ${missing.join(', ')}.\n` +
        `It also needs the libraries of libuv, OpenSSL, libsrtp 2, Abseil and FlatBuffers. See worker/README.md.`,
    );
  }
}

/**
 * Resolves to the path of the binary.
 * @param {string} mediasoup The package's folder.
 * @param {string} scratch A folder for what the build writes.
 */
export async function buildWorker(mediasoup, scratch) {
  const libsrtp = await libsrtpSource(join(scratch, 'libsrtp'));
  const binary = join(scratch, 'mediasoup-worker');
  const show = progress('Compiled');
  const { code, output } = await run(
    'sh',
    [join(WORKER_FOLDER, 'build.sh'), join(mediasoup, 'worker'), libsrtp, binary],
    {
      onLine(line) {
        const step = ninjaStep(line);
        if (step) show(step.done, step.total);
      },
    },
  );
  if (code !== 0) throw new SetupError(`The media worker could not be built:\n\n${lastLines(output, 60)}`);
  return binary;
}

/**
 * Debian compiles libsrtp2 with NSS; built from its source with OpenSSL, it is 2 to 4 times as fast.
 * @param {string} folder
 */
async function libsrtpSource(folder) {
  const { code } = await run('sh', [join(WORKER_FOLDER, 'libsrtp.sh'), folder]);
  if (code === 0) return folder;
  console.log("  The source of libsrtp could not be had: taking the system's own library, which is slower.");
  if (hasDebianPackages()) await ensureDebianPackages(PURPOSE, ['libsrtp2-dev']);
  return '';
}

/**
 * @param {string} line
 * @returns {{ done: number, total: number } | undefined}
 */
export function ninjaStep(line) {
  const [, done, total] = /^\[(\d+)\/(\d+)\] /.exec(line) ?? [];
  return done && total ? { done: Number(done), total: Number(total) } : undefined;
}

/**
 * @param {string} text
 * @param {number} count
 */
function lastLines(text, count) {
  return text.split('\n').slice(-count).join('\n');
}
