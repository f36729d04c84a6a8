// npm run bench:lighthouse: what Lighthouse makes of the first page and of the lobby, out of 100, on a slow phone and
// on a desktop computer. Fails where the median of three looks is below 95 in performance, accessibility or best practices.
import { desktopConfig, default as lighthouse, type Result } from 'lighthouse';
import { median } from '../../scripts/bench/median.ts';
import { freePorts } from '../harness/freePorts.ts';
import { launchChromium } from '../harness/browsers.ts';
import { ParleyServer } from '../harness/ParleyServer.ts';

const categories = ['performance', 'accessibility', 'best-practices'] as const;
const goal = 95;

const scoreOf = (look: Result, id: string): number => Math.round((look.categories[id]?.score ?? 0) * 100);

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
      const looks: Result[] = [];
      for (let n = 0; n < 3; n += 1) {
        const result = await lighthouse(server.url + path, options, config);
        if (!result) throw new Error('Lighthouse has nothing to say');
        looks.push(result.lhr);
      }
      const scores = categories.map((id) => median(looks.map((look) => scoreOf(look, id))));
      const all = categories.map(
        (id, at) => `${id} ${scores[at]} (${looks.map((look) => scoreOf(look, id)).join(' ')})`,
      );
      console.log(`${path} on a ${device}: ${all.join(', ')}`);
      const audits = looks.flatMap((look) => Object.values(look.audits));
      const failed = audits.filter(({ score }) => score !== null && score < 0.9);
      for (const { id, displayValue } of failed) console.log(`  ${id} ${displayValue ?? ''}`);
      if (scores.some((score) => score < goal)) isGood = false;
    }
  }
} finally {
  await browser.close();
  await server.stop();
}
if (!isGood) process.exitCode = 1;
