// npm run bench:lighthouse: what Lighthouse makes of the first page and of the lobby, out of 100, on a slow phone and
// on a desktop computer. Fails below 95 in performance, accessibility or best practices.
import { desktopConfig, default as lighthouse } from 'lighthouse';
import { freePorts } from '../harness/freePorts.ts';
import { launchChromium } from '../harness/browsers.ts';
import { ParleyServer } from '../harness/ParleyServer.ts';

const categories = ['performance', 'accessibility', 'best-practices'] as const;
const goal = 95;

const server = await ParleyServer.start();
const port = await freePorts(1);
const browser = await launchChromium('given', [`--remote-debugging-port=${port}`]);
let isGood = true;
try {
  for (const path of ['/', '/r/garden']) {
    for (const [device, config] of [
      ['phone', undefined],
      ['desktop', desktopConfig],
    ] as const) {
      const options = { port, onlyCategories: [...categories], logLevel: 'error' as const };
      const result = await lighthouse(server.url + path, options, config);
      if (!result) throw new Error('Lighthouse has nothing to say');
      const { lhr } = result;
      const scores = categories.map((id) => Math.round((lhr.categories[id]?.score ?? 0) * 100));
      const failed = Object.values(lhr.audits).filter(({ score }) => score !== null && score < 0.9);
      console.log(`${path} on a ${device}: ${categories.map((id, at) => `${id} ${scores[at]}`).join(', ')}`);
      for (const { id, displayValue } of failed) console.log(`  ${id} ${displayValue ?? ''}`);
      if (scores.some((score) => score < goal)) isGood = false;
    }
  }
} finally {
  await browser.close();
  await server.stop();
}
if (!isGood) process.exitCode = 1;
