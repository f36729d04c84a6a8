// The worker that mediasoup's authors publish, compiled, with each release.
import { createWriteStream, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { progress } from '../scripts/progress.mjs';

// Where nothing but a package mirror can be reached, this is what a first set-up waits in vain.
const PATIENCE_MS = 8000;

/**
 * Named as in mediasoup's npm-scripts.mjs: on Linux by the kernel's major version too.
 * @param {string} version mediasoup's.
 * @param {{ platform: string, arch: string, release: string }} [host]
 */
export function prebuiltName(
  version,
  { platform, arch, release } = { platform: os.platform(), arch: os.arch(), release: os.release() },
) {
  const kernel = platform === 'linux' ? `-kernel${release.split('.')[0]}` : '';
  return `mediasoup-worker-${version}-${platform}-${arch}${kernel}.tgz`;
}

/**
 * @param {{ version: string, repository: { url: string } }} mediasoup Its package.json.
 * @param {string} archive
 * @param {string} [base] As in mediasoup's own installation: a mirror of its releases.
 */
export function prebuiltUrl({ version, repository }, archive, base) {
  const releases = `${repository.url.replace(/^git\+/, '').replace(/\.git$/, '')}/releases/download`;
  return `${base ?? releases}/${version}/${archive}`;
}

/**
 * Resolves to the path of the binary, which nobody has tried yet. Rejects if it could not be had.
 * @param {string} mediasoup The package's folder.
 * @param {string} scratch A folder for what is downloaded.
 */
export async function downloadPrebuilt(mediasoup, scratch) {
  const packageJson = join(mediasoup, 'package.json');
  const description = JSON.parse(readFileSync(packageJson, 'utf8'));
  const name = prebuiltName(description.version);
  const archive = join(scratch, name);
  const folder = join(scratch, 'prebuilt');
  await download(
    prebuiltUrl(description, name, process.env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL),
    archive,
  );
  await mkdir(folder);

  const tar = createRequire(packageJson)('tar');
  await tar.extract({ file: archive, cwd: folder, strict: true });
  return join(folder, 'mediasoup-worker');
}

/**
 * @param {string} url
 * @param {string} file
 */
async function download(url, file) {
  const silence = new AbortController();
  const timer = setTimeout(
    () => silence.abort(new Error(`nothing came for ${PATIENCE_MS / 1000} s`)),
    PATIENCE_MS,
  );
  try {
    const response = await fetch(url, { signal: silence.signal });
    if (!response.ok || !response.body) throw new Error(`${response.status} ${response.statusText}`);

    const total = Number(response.headers.get('content-length'));
    const show = progress('Received');
    let received = 0;
    await pipeline(
      Readable.fromWeb(response.body),
      async function* (chunks) {
        for await (const chunk of chunks) {
          timer.refresh();
          received += chunk.length;
          if (total) show(received, total);
          yield chunk;
        }
      },
      createWriteStream(file),
    );
  } finally {
    clearTimeout(timer);
  }
}
