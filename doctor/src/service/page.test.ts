import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { judgeClock, judgePage, judgePort, lookAtPort, type PortSeen } from './page.ts';
import { servicePlace } from './ServicePlace.ts';
import { UpgradeRefused } from './lines.ts';
import { judgeFallback, judgeWebSocket } from './webSocket.ts';

const place = servicePlace('https://meet.example');

test.each<[PortSeen, string, RegExp]>([
  ['silence', 'failed', /Let TCP port 443 in/],
  ['refused', 'failed', /nobody listens there/],
  ['no way', 'failed', /no way to/],
])('a port with %s is %s', (seen, status, words) => {
  const finding = judgePort(place, new Map([['198.18.0.1', seen]]));
  expect(finding).toMatchObject({ check: 'page', status });
  expect(finding?.message).toMatch(words);
});

test('one dead address of several is a warning, and one of a family that is not here is nothing', () => {
  const ports = (second: PortSeen) =>
    new Map<string, PortSeen>([
      ['198.18.0.1', 'open'],
      ['2001:db8::1', second],
    ]);
  expect(judgePort(place, ports('silence'))).toMatchObject({ status: 'warning' });
  expect(judgePort(place, ports('no way'))).toBeUndefined();
});

test('ports are looked at for real', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await lookAtPort('127.0.0.1', port, 2_000)).toBe('open');
  server.close();
  await once(server, 'close');
  expect(await lookAtPort('127.0.0.1', port, 2_000)).toBe('refused');
});

const answered = { isParley: false, date: undefined };

test('what answers is Parley, its proxy without Parley, or something else', () => {
  expect(judgePage(place, { ...answered, status: 200, isParley: true })).toMatchObject({ status: 'ok' });
  expect(judgePage(place, { ...answered, status: 502 }).message).toContain('does not reach Parley');
  expect(judgePage(place, { ...answered, status: 404 }).message).toContain('is no Parley');
  expect(judgePage(place, { ...answered, status: undefined, problem: 'ECONNRESET' }).message).toContain(
    'ECONNRESET',
  );
});

test('clocks that differ by half a minute fail', () => {
  expect(judgeClock(1_000_000, 1_030_000)).toMatchObject({ status: 'ok' });
  expect(judgeClock(1_000_000, 1_031_000)).toMatchObject({ status: 'failed' });
  expect(judgeClock(1_031_000, 1_000_000).message).toContain('31 s ahead');
  expect(judgeClock(undefined, 0)).toMatchObject({ status: 'warning' });
});

test('a proxy that does not pass the upgrade on is told by its answer', () => {
  const finding = judgeWebSocket('https://meet.example', new UpgradeRefused(400));
  expect(finding).toMatchObject({ status: 'failed' });
  expect(finding.message).toMatch(/HTTP 400 and not with 101.*proxy_set_header Upgrade/);
  expect(judgeWebSocket('https://meet.example', new Error('ECONNRESET'))).toMatchObject({ status: 'failed' });
  expect(judgeWebSocket('https://meet.example', undefined)).toMatchObject({ status: 'ok' });
});

test('without the fallback most people can join: it is a warning', () => {
  expect(judgeFallback('https://meet.example', new Error('xhr poll error'))).toMatchObject({
    status: 'warning',
  });
});

test('a place is a page with its port, https unless it says otherwise', () => {
  expect(servicePlace('meet.example')).toMatchObject({ host: 'meet.example', port: 443, isSecure: true });
  expect(servicePlace('http://[::1]:3000')).toMatchObject({ host: '::1', port: 3000, isSecure: false });
});
