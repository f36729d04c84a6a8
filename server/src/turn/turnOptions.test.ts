import { expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { turnOptions } from './turnOptions.ts';

function urlsWith(
  env: Record<string, string>,
  certificate?: { hostName: string | undefined },
): readonly string[] {
  return turnOptions({ ...readConfig(env), certificate }, 'the secret', ['203.0.113.5']).urls;
}

test('browsers are sent to the addresses of the media, or to the host that is set', () => {
  expect(urlsWith({})).toContain('turn:203.0.113.5:3478?transport=udp');
  expect(urlsWith({ TURN_HOST: '2001:db8::5', TURN_PORT: '443' })).toEqual([
    'turn:[2001:db8::5]:443?transport=udp',
    'turn:[2001:db8::5]:443?transport=tcp',
  ]);
});

test('over TLS they are sent to the name in the certificate', () => {
  const tlsUrl = (...args: Parameters<typeof urlsWith>) =>
    urlsWith(...args).find((url) => url.startsWith('turns:'));
  const meet = { hostName: 'meet.example' };
  expect(tlsUrl({})).toBeUndefined();
  expect(tlsUrl({}, meet)).toBe('turns:meet.example:443?transport=tcp');
  expect(tlsUrl({ TURN_HOST: 'turn.example', TLS_PORT: '8443' }, meet)).toBe(
    'turns:turn.example:8443?transport=tcp',
  );
  expect(tlsUrl({}, { hostName: undefined })).toBe('turns:203.0.113.5:443?transport=tcp');
  expect(tlsUrl({ TURN_TLS_CERT: 'a.crt' })).toBe('turns:203.0.113.5:5349?transport=tcp');
});

test('the name of a certificate that comes later is told from then on', () => {
  const certificate: { hostName: string | undefined } = { hostName: undefined };
  const options = turnOptions({ ...readConfig({}), certificate }, 'the secret', ['203.0.113.5']);
  expect(options.urls).toContain('turns:203.0.113.5:443?transport=tcp');
  certificate.hostName = 'meet.example';
  expect(options.urls).toContain('turns:meet.example:443?transport=tcp');
});

test('URLs that are set replace all of them', () => {
  const url = 'turns:coturn.example:443?transport=tcp';
  expect(urlsWith({ TURN_URLS: JSON.stringify([url]) }, { hostName: 'meet.example' })).toEqual([url]);
});

test('the credentials last as long as is set, and say whom they are for', () => {
  const options = (env: Record<string, string>) => turnOptions(readConfig(env), 'the secret', []);
  expect(options({})).toMatchObject({ secret: 'the secret', lifetime: 3_600_000, relaysToAll: false });
  expect(options({ TURN_PUBLIC_PEERS: 'true', TURN_CREDENTIAL_SECONDS: '60' })).toMatchObject({
    lifetime: 60_000,
    relaysToAll: true,
  });
});
