import { expect, test } from 'vitest';
import { prebuiltName, prebuiltUrl } from './prebuilt.mjs';

test('on Linux the archive is named by the major version of the kernel', () => {
  const host = { platform: 'linux', arch: 'x64', release: '6.1.0-18-amd64' };
  expect(prebuiltName('3.27.1', host)).toBe('mediasoup-worker-3.27.1-linux-x64-kernel6.tgz');
});

test('elsewhere it is not', () => {
  const host = { platform: 'darwin', arch: 'arm64', release: '24.1.0' };
  expect(prebuiltName('3.27.1', host)).toBe('mediasoup-worker-3.27.1-darwin-arm64.tgz');
});

test('it comes from the releases of the package, or from a given mirror of them', () => {
  const mediasoup = { version: '3.27.1', repository: { url: 'git+https://code.example/some/one.git' } };
  expect(prebuiltUrl(mediasoup, 'a.tgz')).toBe(
    'https://code.example/some/one/releases/download/3.27.1/a.tgz',
  );
  expect(prebuiltUrl(mediasoup, 'a.tgz', 'https://mirror.example')).toBe(
    'https://mirror.example/3.27.1/a.tgz',
  );
});
