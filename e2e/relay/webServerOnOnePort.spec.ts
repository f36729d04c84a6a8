// A web server with TLS of its own and TURN over TLS on one port, as in docs/operations.md, with real browsers.
import type { Browser } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { HttpsBehind } from '../../turn/src/testing/HttpsBehind.ts';
import { selfSigned } from '../../turn/src/testing/selfSigned.ts';
import { launchChromium, launchFirefoxIn } from '../harness/browsers.ts';
import { expect, test as base } from '../harness/fixtures.ts';
import { forwardTo } from '../harness/forwardTo.ts';
import type { Person } from '../harness/Person.ts';
import { poll } from '../harness/poll.ts';

interface Front {
  dir: string;
  behind: HttpsBehind;
  /** The server without TLS behind all of it. */
  to: { port: number };
}

const pair = selfSigned('localhost');

const test = base.extend<{ front: Front; trusting: Record<'chromium' | 'firefox', Browser> }>({
  front: async ({}, use) => {
    const dir = mkdtempSync(joinPath(tmpdir(), 'parley-front-'));
    const to = { port: 0 };
    const configure: Parameters<typeof HttpsBehind.start>[0]['configure'] = (web) => {
      forwardTo(web, () => to.port);
    };
    const behind = await HttpsBehind.start({ ip: '127.0.0.1', pair, configure });
    await use({ dir, behind, to });
    behind.close();
    rmSync(dir, { recursive: true });
  },
  settings: async ({ front: { dir, behind } }, use) => {
    await use({
      HTTPS_UPSTREAM: `localhost:${behind.port}`,
      TLS_CERT: joinPath(dir, '*/localhost.crt'),
      TLS_KEY: joinPath(dir, '*/localhost.key'),
      TURN_HOST: 'localhost',
      DIRECT_CALLS: 'false',
    });
  },
  roomUrl: async ({ server, front }, use) => {
    front.to.port = server.port;
    await use(`https://localhost:${server.tlsPort}/r/front`);
  },
  /** Browsers that trust the certificate also where it is not that of a page. */
  trusting: async ({ front: { dir } }, use) => {
    const profile = joinPath(dir, 'firefox');
    mkdirSync(profile);
    writeFileSync(joinPath(dir, 'trusted.pem'), pair.cert);
    const database = ['-d', `sql:${profile}`];
    execFileSync('certutil', ['-N', ...database, '--empty-password']);
    execFileSync('certutil', [
      '-A',
      ...database,
      '-n',
      'test',
      '-t',
      'C,,',
      '-i',
      joinPath(dir, 'trusted.pem'),
    ]);
    const browsers = {
      chromium: await launchChromium('given', ['--ignore-certificate-errors']),
      firefox: await launchFirefoxIn(profile),
    };
    await use(browsers);
    for (const browser of Object.values(browsers)) await browser.close();
  },
});

/** Leaves a page nothing but TURN over TLS. Runs in it before its own scripts. */
function overTlsOnly(): void {
  const Before = window.RTCPeerConnection;
  const narrow = (configuration: RTCConfiguration = {}): RTCConfiguration => ({
    ...configuration,
    iceTransportPolicy: 'relay',
    iceServers: (configuration.iceServers ?? []).map((server) => ({
      ...server,
      urls: [server.urls].flat().filter((url) => url.startsWith('turns:')),
    })),
  });
  window.RTCPeerConnection = class extends Before {
    constructor(configuration?: RTCConfiguration) {
      super(narrow(configuration));
    }
    override setConfiguration(configuration?: RTCConfiguration): void {
      super.setConfiguration(narrow(configuration));
    }
  };
}

const protocolOfPage = ({ page }: Person) =>
  page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation');
    return (navigation as PerformanceNavigationTiming).nextHopProtocol;
  });

for (const name of ['chromium', 'firefox'] as const) {
  test(`[CN8] [CN9] ${name} has pages by HTTP/2 and calls by TURN over TLS, both on one port`, async ({
    join,
    server,
    front,
    trusting,
  }) => {
    const ana = await join('Ana', { browser: trusting.chromium });
    expect(await protocolOfPage(ana)).toBe('h2');
    expect(server.log).toContain('no certificate yet');
    const issuer = joinPath(front.dir, 'issuer');
    mkdirSync(issuer);
    writeFileSync(joinPath(issuer, 'localhost.key'), pair.key);
    writeFileSync(joinPath(issuer, 'localhost.crt'), pair.cert);
    await poll('the certificate to be taken up', () => server.log.includes('TURN over TLS is served'), {
      limit: 20_000,
    });

    const ben = await join('Ben', { browser: trusting[name], before: overTlsOnly });
    expect(await protocolOfPage(ben)).toBe('h2');
    await Promise.all([ana.sees('Ben'), ben.sees('Ana'), ana.hears('Ben'), ben.hears('Ana')]);
    // Each page has come from the address of its browser.
    expect(front.behind.clients.length).toBeGreaterThan(2);
    for (const client of front.behind.clients) {
      expect(client).toMatch(new RegExp(`^127\\.0\\.0\\.1 \\d+ to 127\\.0\\.0\\.1 ${server.tlsPort}$`));
    }
  });
}
