import { expect, test } from 'vitest';
import { attachment } from './contentDisposition.ts';

test.each([
  [
    'garden 2026-11-21 Ana camera.webm',
    'garden 2026-11-21 Ana camera.webm',
    'garden%202026-11-21%20Ana%20camera.webm',
  ],
  ['Ávila.webm', 'Avila.webm', '%C3%81vila.webm'],
  ['花园 李.mp4', '__ _.mp4', '%E8%8A%B1%E5%9B%AD%20%E6%9D%8E.mp4'],
  ['a"b\\c/d.webm', 'a_b_c_d.webm', 'a_b_c_d.webm'],
  ['x\r\nSet-Cookie: a=b.webm', 'xSet-Cookie_ a=b.webm', 'xSet-Cookie_%20a%3Db.webm'],
  ["(it's)*100%.webm", "(it's)_100_.webm", '%28it%27s%29_100%25.webm'],
  ['\u202Egnp.webm', 'gnp.webm', 'gnp.webm'],
  ['\uD800.webm', '_.webm', '%EF%BF%BD.webm'],
])('[LB10] %j is downloaded under its name, and in ASCII as what is left of it', (name, plain, encoded) => {
  expect(attachment(name)).toBe(`attachment; filename="${plain}"; filename*=UTF-8''${encoded}`);
});
