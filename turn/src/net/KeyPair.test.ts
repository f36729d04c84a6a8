import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FakeClock } from '../testing/FakeClock.ts';
import { selfSigned } from '../testing/selfSigned.ts';
import { bindingRequest, ip, serverWith, tlsTo, Wire } from '../testing/sockets.ts';
import { checkKeyPair, readKeyPair, watchKeyPair, type KeyPair } from './KeyPair.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'parley-turn-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

function write(path: string, { cert, key }: KeyPair): void {
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'cert.pem'), cert);
  writeFileSync(join(path, 'key.pem'), key);
}

/** Watches a folder. What it tells is awaited in turn. */
function watch(path: string, pair: KeyPair | undefined, missing?: string) {
  const clock = new FakeClock();
  let next = Promise.withResolvers<KeyPair | string>();
  const tell = (told: KeyPair | string) => {
    next.resolve(told);
    next = Promise.withResolvers();
  };
  const files = { cert: join(path, 'cert.pem'), key: join(path, 'key.pem') };
  const stop = watchKeyPair({
    files,
    pair,
    missing,
    clock,
    onRenewed: tell,
    onRefused: ({ message }) => tell(message),
  });
  onTestFinished(stop);
  return async () => {
    const { promise } = next;
    clock.advance(10);
    return promise;
  };
}

test('[CN7] new connections get the certificate that is in the files now, and open ones go on', async () => {
  const path = folder();
  const [first, second] = [selfSigned(), selfSigned()];
  write(path, first);
  const clock = new FakeClock();
  const server = serverWith(clock);
  const port = await server.listenStream({ address: { ip, port: 0 }, tls: { pair: first } });
  const renewed = Promise.withResolvers<void>();
  const files = { cert: join(path, 'cert.pem'), key: join(path, 'key.pem') };
  const stop = watchKeyPair({
    files,
    pair: first,
    clock,
    onRenewed: (pair) => {
      server.renewCertificate(pair);
      renewed.resolve();
    },
    onRefused: renewed.reject,
  });
  onTestFinished(stop);
  const before = await tlsTo(port);
  const wire = new Wire(before);
  await wire.allocate();

  write(path, second);
  clock.advance(10);
  await renewed.promise;
  const after = await tlsTo(port);
  const certificateOf = ({ cert }: KeyPair) => new X509Certificate(cert).fingerprint256;
  expect(before.getPeerX509Certificate()?.fingerprint256).toBe(certificateOf(first));
  expect(after.getPeerX509Certificate()?.fingerprint256).toBe(certificateOf(second));
  expect((await wire.ask(bindingRequest))?.method).toBe(1);
  expect(server.allocations).toBe(1);
});

test('[CN7] a pair that does not fit together is told once, and read again until it does', async () => {
  const path = folder();
  const [first, second] = [selfSigned(), selfSigned()];
  write(path, first);
  const told = watch(path, first);
  writeFileSync(join(path, 'cert.pem'), second.cert);
  expect(await told()).toMatch(/mismatch|not that of/);
  const next = told();
  writeFileSync(join(path, 'key.pem'), second.key);
  expect(await Promise.race([next, told()])).toEqual(second);
});

test('[CN7] files may be renamed over, and symbolic links turned', async () => {
  const path = folder();
  const pairs = [selfSigned(), selfSigned(), selfSigned()] as const;
  for (const [index, pair] of pairs.entries()) write(join(path, `of${index}`), pair);
  const turnTo = (index: number) => {
    symlinkSync(`of${index}`, join(path, 'new'));
    renameSync(join(path, 'new'), join(path, 'current'));
  };
  turnTo(0);
  for (const name of ['cert.pem', 'key.pem']) symlinkSync(join('current', name), join(path, name));
  const told = watch(path, pairs[0]);
  turnTo(1);
  expect(await told()).toEqual(pairs[1]);
  for (const name of ['cert.pem', 'key.pem']) renameSync(join(path, 'of2', name), join(path, name));
  expect(await told()).toEqual(pairs[2]);
});

test('[CN7] while a file is away the old pair stays', async () => {
  const path = folder();
  const [first, second] = [selfSigned(), selfSigned()];
  write(path, first);
  const told = watch(path, first);
  rmSync(join(path, 'cert.pem'));
  expect(await told()).toMatch(/ENOENT/);
  write(path, second);
  expect(await told()).toEqual(second);
});

test('[CN9] a pair that is still to come is taken up when it is there, and what keeps it away told once', async () => {
  const path = folder();
  const told = watch(
    join(path, '*', 'meet.example'),
    undefined,
    `there is no ${path}/*/meet.example/cert.pem`,
  );
  const pair = selfSigned();
  const first = told();
  mkdirSync(join(path, 'issuer/meet.example'), { recursive: true });
  writeFileSync(join(path, 'issuer/meet.example/cert.pem'), pair.cert);
  expect(await Promise.race([first, told()])).toMatch(/there is no .*key\.pem/);
  const next = told();
  write(join(path, 'issuer/meet.example'), pair);
  expect(await Promise.race([next, told()])).toEqual(pair);
});

test('[CN9] of several issuers the one counts whose certificate is the newest that has its key', async () => {
  const path = folder();
  const [first, second] = [selfSigned(), selfSigned()];
  const at = (issuer: string, file = '') => join(path, issuer, 'meet.example', file);
  const files = { cert: at('*', 'cert.pem'), key: at('*', 'key.pem') };
  expect(() => readKeyPair(files)).toThrow(`there is no ${files.cert}`);
  write(at('old-issuer'), first);
  utimesSync(at('old-issuer', 'cert.pem'), 1, 1_000_000);
  const told = watch(at('*'), undefined);
  expect(await told()).toEqual(first);

  // Half of what the new one brings changes nothing.
  mkdirSync(at('a-new-issuer'), { recursive: true });
  writeFileSync(at('a-new-issuer', 'cert.pem'), second.cert);
  expect(readKeyPair(files)).toEqual(first);
  writeFileSync(at('a-new-issuer', 'key.pem'), second.key);
  expect(readKeyPair(files)).toEqual(second);
  expect(await told()).toEqual(second);
  utimesSync(at('a-new-issuer', 'cert.pem'), 1, 999_999);
  expect(await told()).toEqual(first);
});

test.each([
  { name: 'a key of another kind', change: { key: rsaKey() } },
  { name: 'half a certificate', change: { cert: selfSigned().cert.subarray(0, 200) } },
  { name: 'an empty key', change: { key: Buffer.alloc(0) } },
])('[CN7] $name is refused', ({ change }) => {
  expect(() => checkKeyPair({ ...selfSigned(), ...change })).toThrow(Error);
});

function rsaKey(): Buffer {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' }));
}
