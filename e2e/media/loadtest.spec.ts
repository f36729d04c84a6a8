// What the load tester sends is what a browser shows and plays.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { test } from '../harness/fixtures.ts';
import { Person } from '../harness/Person.ts';

const program = fileURLToPath(new URL('../../loadtest/src/main.ts', import.meta.url));

for (const { engine, codec } of [
  { engine: 'chromium', codec: 'vp8' },
  { engine: 'chromium', codec: 'h264' },
  // H.264 comes to Firefox by a plug-in that it downloads.
  { engine: 'firefox', codec: 'vp8' },
] as const) {
  test(`${engine} shows the picture of the load tester in ${codec}, and plays its sound`, async ({
    server,
    chromium,
    firefox,
  }) => {
    const args = ['--url', server.url, '--room', 'load', '--subscribers', '1', '--duration', '600'];
    const load = spawn(process.execPath, [program, ...args, '--video', '360p', '--codec', codec], {
      stdio: 'ignore',
    });
    const ended = once(load, 'exit');
    try {
      const browser = engine === 'firefox' ? firefox : chromium;
      const ana = await Person.join(browser, `${server.url}/r/load-1`, 'Ana');
      await ana.sees('load-0');
      await ana.hears('load-0');
      await ana.close();
    } finally {
      load.kill('SIGINT');
      await ended;
    }
  });
}
