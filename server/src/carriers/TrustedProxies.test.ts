import { expect, onTestFinished, test } from 'vitest';
import { FakeClock } from '../testing/FakeClock.ts';
import { MemoryLog } from '../testing/MemoryLog.ts';
import { clientNetwork } from './networkOf.ts';
import { proxiesIn, TrustedProxies } from './TrustedProxies.ts';

/** Trusts as configured, with names as they are in a table. */
function trusting(text: string, names: Record<string, string[]> = {}) {
  const clock = new FakeClock();
  const log = new MemoryLog();
  const proxies = new TrustedProxies({
    proxies: proxiesIn(text).proxies,
    clock,
    log,
    resolve: (name) => {
      const addresses = names[name];
      return addresses ? Promise.resolve(addresses) : Promise.reject(new Error(`no address of ${name}`));
    },
  });
  onTestFinished(() => {
    proxies.close();
  });
  const settled = () => new Promise((done) => void setImmediate(done));
  return { proxies, clock, log, names, settled };
}

test.each([
  ['true', '127.0.0.1', true],
  ['true', '127.9.9.9', true],
  ['true', '::1', true],
  ['true', '::ffff:127.0.0.1', true],
  ['true', '10.0.0.1', false],
  ['false', '127.0.0.1', false],
  ['', '127.0.0.1', false],
  ['10.0.0.1', '10.0.0.1', true],
  ['10.0.0.1', '::ffff:10.0.0.1', true],
  ['10.0.0.1', '10.0.0.2', false],
  ['10.0.0.1', '127.0.0.1', false],
  ['10.0.0.0/8, 2001:db8::/32', '10.200.0.1', true],
  ['10.0.0.0/8, 2001:db8::/32', '2001:db8:9::1', true],
  ['10.0.0.0/8, 2001:db8::/32', '2001:db9::1', false],
  ['10.0.0.1', undefined, false],
  ['10.0.0.1', 'unknown', false],
])('with "%s", %s is trusted: %s', (text, address, isTrusted) => {
  expect(trusting(text).proxies.trusts(address)).toBe(isTrusted);
});

test('a name stands for the addresses that it has now', async () => {
  const { proxies, clock, log, names, settled } = trusting('caddy,10.0.0.1');
  await settled();
  expect(proxies.trusts('172.18.0.3')).toBe(false);
  clock.advance(10_000);
  await settled();
  expect(log.messages).toEqual(['a trusted proxy has no address yet']);

  names['caddy'] = ['172.18.0.3', 'fd00::3'];
  clock.advance(10_000);
  await settled();
  expect(['172.18.0.3', 'fd00::3', '10.0.0.1'].map((ip) => proxies.trusts(ip))).toEqual([true, true, true]);

  names['caddy'] = ['172.18.0.4'];
  clock.advance(10_000);
  await settled();
  expect(['172.18.0.3', '172.18.0.4'].map((ip) => proxies.trusts(ip))).toEqual([false, true]);

  delete names['caddy'];
  clock.advance(10_000);
  await settled();
  expect(proxies.trusts('172.18.0.4')).toBe(false);
  proxies.close();
  expect(clock.pending).toEqual([]);
});

test.each([
  '10.0.0.0/33',
  '10.0.0.0/',
  '10.0.0.0/8/8',
  '0.0.0.0/0',
  '::/0',
  'http://caddy',
  '10.0.0',
  'a b',
  '*',
])('"%s" is a mistake', (text) => {
  expect(proxiesIn(`10.0.0.1,${text}`).mistakes).toEqual([expect.stringContaining(`"${text}"`)]);
});

test.each([
  ['true', true],
  ['localhost', true],
  ['127.0.0.1', true],
  ['::1', true],
  ['10.0.0.0/8,caddy', false],
  ['false', false],
])('"%s" includes this machine: %s', (text, includesThisMachine) => {
  expect(proxiesIn(text).proxies.includesThisMachine).toBe(includesThisMachine);
});

test.each([
  ['true', '127.0.0.1', '192.0.2.7', '192.0.2.7'],
  // Who writes the header themselves is not believed: a proxy adds what it sees.
  ['true', '127.0.0.1', '198.51.100.1, 192.0.2.7', '192.0.2.7'],
  ['false', '127.0.0.1', '192.0.2.7', undefined],
  ['true', '203.0.113.1', '192.0.2.7', '203.0.113.1'],
  ['true', '::1', 'unknown', undefined],
  ['true', '::1', undefined, undefined],
  ['10.0.0.0/8', '10.0.0.1', '192.0.2.7', '192.0.2.7'],
  ['10.0.0.0/8', '203.0.113.1', '10.0.0.1, 192.0.2.7', '203.0.113.1'],
  // Behind two proxies the first one wrote whom it saw, and what stands before that anybody may have.
  ['10.0.0.0/8', '10.0.0.1', '198.51.100.1, 192.0.2.7, 10.0.0.2', '192.0.2.7'],
  ['10.0.0.0/8', '10.0.0.1', '10.0.0.3', undefined],
  ['10.0.0.0/8', '10.0.0.1', undefined, undefined],
])('with "%s", from %s, passed on for %s: %s', (text, address, forwarded, network) => {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  expect(clientNetwork(address, headers, trusting(text).proxies)).toBe(network);
});
