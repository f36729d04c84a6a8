import { expect, test } from 'vitest';
import { hex } from '@parley/rtp/hex';
import { deriveKey, Label } from './keyDerivation.ts';

test('RFC 3711, appendix B.3', () => {
  const master = {
    key: hex('E1F97A0D3E018BE0D64FA32C06DE4139'),
    salt: hex('0EC675AD498AFEEBB6960B3AABE6'),
  };
  expect(deriveKey(master, Label.cipherKey, 16)).toEqual(hex('C61E7A93744F39EE10734AFE3FF7A087'));
  expect(deriveKey(master, Label.salt, 14)).toEqual(hex('30CBBC08863D8C85D49DB34A9AE1'));
  expect(deriveKey(master, Label.authenticationKey, 20)).toEqual(
    hex('CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4'),
  );
});

test('RFC 6188, section 7.4: AES-256', () => {
  const master = {
    key: hex('f0f04914b513f2763a1b1fa130f10e2998f6f6e43e4309d1e622a0e332b9f1b6'),
    salt: hex('3b04803de51ee7c96423ab5b78d2'),
  };
  expect(deriveKey(master, Label.cipherKey, 32)).toEqual(
    hex('5ba1064e30ec51613cad926c5a28ef731ec7fb397f70a960653caf06554cd8c4'),
  );
  expect(deriveKey(master, Label.salt, 14)).toEqual(hex('fa31791685ca444a9e07c6c64e93'));
});
