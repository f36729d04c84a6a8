import { test as base, type Browser } from '@playwright/test';
import { launchChromium, launchFirefox } from './browsers.ts';
import { CuttableProxy } from './CuttableProxy.ts';
import { ParleyServer } from './ParleyServer.ts';
import { Person } from './Person.ts';
import { ServerInReserve } from './ServerInReserve.ts';

interface TestFixtures {
  /** Of the server, where they are not the defaults. */
  settings: Readonly<Record<string, string>>;
  server: ParleyServer;
  /** A room nobody has been in, by its address. */
  roomUrl: string;
  /** Another way to the server’s page and signaling, which a test can cut or slow down. */
  detour: CuttableProxy;
  /** The same room by that way. */
  detourUrl: string;
  /** Lets somebody join, by Chromium unless said otherwise; their window closes with the test. */
  join: (name: string, options?: { browser?: Browser; url?: string; before?: () => void }) => Promise<Person>;
}

interface WorkerFixtures {
  reserve: ServerInReserve;
  chromium: Browser;
  firefox: Browser;
}

let rooms = 0;

export const test = base.extend<TestFixtures, WorkerFixtures>({
  reserve: [
    async ({}, use) => {
      const reserve = new ServerInReserve();
      await use(reserve);
      await reserve.close();
    },
    { scope: 'worker' },
  ],
  chromium: [
    async ({}, use) => {
      const browser = await launchChromium('calm');
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  firefox: [
    async ({}, use) => {
      const browser = await launchFirefox();
      await use(browser);
      await browser.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  settings: [{}, { option: true }],
  server: async ({ settings, reserve }, use) => {
    const isPlain = Object.keys(settings).length === 0;
    const server = await (isPlain ? reserve.take() : ParleyServer.start(settings));
    await use(server);
    await server.stop();
  },
  roomUrl: async ({ server }, use) => {
    rooms += 1;
    await use(`${server.url}/r/room-${rooms}`);
  },
  detour: async ({ server }, use) => {
    const proxy = await CuttableProxy.to(server.port);
    await use(proxy);
    await proxy.close();
  },
  detourUrl: async ({ server, detour, roomUrl }, use) => {
    await use(roomUrl.replace(server.url, detour.url));
  },
  join: async ({ chromium, roomUrl }, use, testInfo) => {
    const people: Person[] = [];
    await use(async (name, { browser = chromium, url = roomUrl, before } = {}) => {
      const person = await Person.join(browser, url, name, before);
      people.push(person);
      return person;
    });
    const hasFailed = testInfo.status !== testInfo.expectedStatus;
    for (const person of people) {
      if (hasFailed) console.log(await person.report());
      await person.close();
    }
  },
});

export { expect } from '@playwright/test';
