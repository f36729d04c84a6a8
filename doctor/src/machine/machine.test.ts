import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@parley/server/config';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { examineAnnounced, judgeStun } from './address.ts';
import { lookAtSettings } from './configuration.ts';
import { examineFolders, judgeData, judgeRecordings, lookAtFolder } from './disk.ts';
import { judgePorts, stateOf, wantedPorts, type WantedPort } from './ports.ts';
import { examineWorker, judgeFfmpeg } from './programs.ts';
import { judgeBuffers, judgeNode, judgeNtp, judgeOpenFiles } from './system.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-doctor-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('all that is wrong with the settings is told at once, as the server reads them', () => {
  const { config, finding } = lookAtSettings({ PORT: 'many', WORKERS: '-1' });
  expect(config).toBeUndefined();
  expect(finding).toMatchObject({ status: 'failed' });
  expect(finding.message).toMatch(/PORT.*WORKERS/);
  expect(lookAtSettings({}).finding).toMatchObject({ status: 'ok' });
});

test('settings of a file count as the server takes them, and a name that is nearly one is told', () => {
  const file = join(folder, 'env');
  writeFileSync(file, 'PORT=4000\n');
  expect(lookAtSettings({}, file).config?.PORT).toBe(4000);
  writeFileSync(file, 'ANOUNCED_ADDRESS=198.18.0.1\n');
  expect(lookAtSettings({}, file).finding).toMatchObject({
    status: 'failed',
    message: expect.stringContaining('ANNOUNCED_ADDRESS'),
  });
  expect(lookAtSettings({ WORKER: '2' }).finding).toMatchObject({ status: 'warning' });
});

test('what the system gives is compared with what Parley takes', () => {
  expect(judgeNode('24.1.0')).toMatchObject({ status: 'ok' });
  expect(judgeNode('22.9.0')).toMatchObject({ status: 'failed' });
  expect(judgeOpenFiles(1_024).message).toContain('LimitNOFILE');
  expect(judgeOpenFiles(Infinity)).toMatchObject({ status: 'ok' });
  expect(judgeOpenFiles(undefined)).toMatchObject({ status: 'skipped' });
  expect(judgeBuffers({ receive: 212_992, send: 212_992 }).message).toMatch(
    /net\.core\.rmem_max=4194304 net\.core\.wmem_max=1048576/,
  );
  expect(judgeBuffers({ receive: 4_194_304, send: 1_048_576 })).toMatchObject({ status: 'ok' });
  expect(judgeBuffers(undefined)).toMatchObject({ status: 'skipped' });
});

test('only a clock that is known not to be set is told of', () => {
  expect(judgeNtp(false)).toMatchObject({ check: 'clock', status: 'warning' });
  expect(judgeNtp(true)).toBeUndefined();
  expect(judgeNtp(undefined)).toBeUndefined();
});

test('a folder that is yet to be made is looked at where it would be, and nothing is left there', async () => {
  const seen = await lookAtFolder(join(folder, 'one/two'));
  expect(seen).toMatchObject({ exists: false, path: join(folder, 'one/two') });
  expect(seen.problem).toBeUndefined();
  expect(seen.free).toBeGreaterThan(0);
  expect(await lookAtFolder(folder)).toMatchObject({ exists: true });
});

test('where nothing can be written, it fails', async () => {
  // A file where a folder should be, since no permission keeps root out.
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const seen = await lookAtFolder(file);
  expect(seen.problem).toBe('ENOTDIR');
  expect(judgeData(seen)).toMatchObject({ check: 'data-dir', status: 'failed' });
  expect(judgeData(seen).message).toContain('DATA_DIR');
});

test.runIf(process.getuid?.() !== 0)('a folder of somebody else fails', async () => {
  const closed = join(folder, 'closed');
  mkdirSync(closed);
  chmodSync(closed, 0o500);
  expect((await lookAtFolder(closed)).problem).toBe('EACCES');
});

test('a disk without room for a recording fails', () => {
  const seen = { path: '/recordings', exists: true, free: 999e6 };
  expect(judgeRecordings(seen, 1000e6).message).toMatch(/only 999 MB are left, and 1000 MB are needed/);
  expect(judgeRecordings({ ...seen, free: 1000e6 }, 1000e6)).toMatchObject({ status: 'ok' });
});

test('recordings are looked at where something is recorded', async () => {
  const settings = { DATA_DIR: folder, RECORDING_MIN_FREE_MB: '0' };
  const [, never] = await examineFolders(readConfig(settings));
  expect(never).toMatchObject({ check: 'recordings-dir', status: 'skipped' });
  const [, hosts] = await examineFolders(readConfig({ ...settings, RECORDING: 'hosts' }));
  expect(hosts).toMatchObject({
    status: 'warning',
    message: expect.stringContaining('RECORDING_MIN_FREE_MB'),
  });
});

test('films take ffmpeg with the encoders of their format', () => {
  const config = readConfig({ RECORDING: 'hosts' });
  expect(judgeFfmpeg(readConfig({}), undefined)).toMatchObject({ status: 'skipped' });
  expect(judgeFfmpeg(config, undefined)).toMatchObject({ status: 'failed' });
  expect(judgeFfmpeg(config, new Set(['libx264', 'aac']))).toMatchObject({ status: 'ok' });
  expect(judgeFfmpeg(config, new Set(['aac'])).message).toMatch(/lacks libx264.*RECORDING_FILM_FORMAT=webm/);
});

test('a worker that starts is ok, and one that does not says which', async () => {
  expect(await examineWorker()).toMatchObject({ status: 'ok' });
  const broken = () => Promise.reject(new Error('/x/mediasoup-worker: ENOENT'));
  expect(await examineWorker(broken)).toMatchObject({
    status: 'failed',
    message: expect.stringContaining('/x/mediasoup-worker: ENOENT'),
  });
});

test('the ports are those of the settings', () => {
  const env = { PORT: '4000', WORKERS: '2', MEDIA_PORT: '21000', TURN_PORT: '3500' };
  expect(wantedPorts(readConfig(env)).map(({ protocol, port }) => `${protocol} ${port}`)).toEqual([
    'TCP 4000',
    'UDP 3500',
    'TCP 3500',
    'UDP 21000',
    'TCP 21000',
    'UDP 21001',
    'TCP 21001',
  ]);
  const alone = wantedPorts(readConfig({ ...env, TURN_BUNDLED: 'false', WORKERS: '1' }));
  expect(alone.map(({ setting }) => setting)).toEqual(['PORT', 'MEDIA_PORT', 'MEDIA_PORT']);
});

test('a port that somebody has is seen for real', async () => {
  const socket = createSocket('udp4').bind(0);
  await once(socket, 'listening');
  const wanted: WantedPort = {
    protocol: 'UDP',
    port: socket.address().port,
    setting: 'MEDIA_PORT',
  };
  expect(await stateOf(wanted)).toBe('held');
  socket.close();
  await once(socket, 'close');
  expect(await stateOf(wanted)).toBe('free');
});

test('who has the ports says what to do', () => {
  const page: WantedPort = { protocol: 'TCP', port: 443, setting: 'TLS_PORT' };
  const media: WantedPort = { protocol: 'UDP', port: 20_000, setting: 'MEDIA_PORT' };
  expect(judgePorts([[page, 'free']], false)).toMatchObject({ status: 'ok' });
  expect(judgePorts([[media, 'held']], false).message).toMatch(/has UDP port 20000.*MEDIA_PORT/);
  expect(judgePorts([[page, 'forbidden']], false).message).toContain('CAP_NET_BIND_SERVICE');
  expect(judgePorts([[media, 'held']], true)).toMatchObject({ status: 'ok' });
  expect(judgePorts([[media, 'free']], true).message).toContain('nobody has UDP port 20000');
});

test('an announced address that cannot be is told with what to do', async () => {
  const finding = await examineAnnounced(readConfig({ ANNOUNCED_ADDRESS: '0.0.0.0' }), undefined);
  expect(finding).toMatchObject({ check: 'announced-address', status: 'failed' });
});

test('what STUN sees is compared with what is announced', () => {
  expect(judgeStun({ ip: '198.18.0.1' }, ['198.18.0.1'])).toBeUndefined();
  expect(judgeStun({ ip: '198.18.0.1' }, ['10.0.0.5'])?.message).toContain(
    'set ANNOUNCED_ADDRESS=198.18.0.1',
  );
  expect(judgeStun({ problem: 'no answer' }, [])).toMatchObject({ status: 'warning' });
});
