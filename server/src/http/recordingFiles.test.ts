// The files of recordings, by HTTP, on the whole server.
import type { RecordingDetails } from '@parley/protocol';
import { once } from 'node:events';
import { readdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { madeBytes, madeManifest, makeRecording, recordingId } from '../testing/madeRecording.ts';
import { adminKey, bearer, other, path, voice, recordingsApi } from '../testing/recordingsApi.ts';

const api = recordingsApi();

describe('a file', () => {
  test('[LB8] is sent whole, in part, or only its head', async () => {
    const whole = await api.get(voice);
    expect([whole.statusCode, whole.rawPayload]).toEqual([200, madeBytes(1_000)]);
    expect(whole.headers).toMatchObject({
      'content-type': 'audio/webm',
      'content-length': '1000',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
    });
    expect(whole.headers['cache-control']).toContain('private');
    const part = await api.get(voice, { ...bearer(adminKey), range: 'bytes=100-199' });
    expect([part.statusCode, part.rawPayload]).toEqual([206, madeBytes(1_000).subarray(100, 200)]);
    expect(part.headers['content-range']).toBe('bytes 100-199/1000');
    const head = await api.app.inject({ method: 'HEAD', url: voice, headers: bearer(adminKey) });
    expect([head.statusCode, head.headers['content-length'], head.body]).toEqual([200, '1000', '']);
    const none = await api.get(voice, { ...bearer(adminKey), range: 'bytes=1000-' });
    expect([none.statusCode, none.headers['content-range'], none.json<{ code: string }>().code]).toEqual([
      416,
      'bytes */1000',
      'range_not_satisfiable',
    ]);
  });

  test('[LB9] is not sent again to whoever has it, and a download goes on where it was broken off', async () => {
    const { etag } = (await api.get(voice)).headers as { etag: string };
    expect(etag).toMatch(/^"[^"]+"$/);
    const again = await api.get(voice, { ...bearer(adminKey), 'if-none-match': etag });
    expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', etag]);
    const ask = { ...bearer(adminKey), range: 'bytes=500-', 'if-range': etag };
    expect((await api.get(voice, ask)).statusCode).toBe(206);
    writeFileSync(join(api.folder(), 'ana-voice-1.webm'), 'another');
    expect((await api.get(voice, ask)).statusCode).toBe(200);
  });

  test('[LB4] opens by a ticket, which is good for this recording and for hours only', async () => {
    const { ticket } = (await api.get(path)).json<RecordingDetails>();
    expect((await api.get(`${voice}?ticket=${ticket}`, {})).statusCode).toBe(200);
    const [until, signature] = ticket.split('.');
    for (const forged of [
      '',
      'x',
      `${Number(until) + 60}.${signature}`,
      api.tokens.ticket(other),
      api.tokens.issue(recordingId),
    ]) {
      const refused = await api.get(`${voice}?ticket=${forged}`, {});
      expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([401, 'unauthorized']);
    }
    expect((await api.get(`${path}?ticket=${ticket}`, {})).statusCode).toBe(401);
    api.clock.advance(13 * 3_600_000);
    expect((await api.get(`${voice}?ticket=${ticket}`, {})).statusCode).toBe(401);
  });

  test('[LB10] is downloaded under a name that tells what it is', async () => {
    const camera = await api.get(`${path}/files/ana-camera-2.webm?download`);
    expect(camera.headers['content-disposition']).toContain(
      `filename*=UTF-8''garden%202026-11-21%20Ana%20%C3%81vila%20camera%202.webm`,
    );
    expect((await api.get(voice)).headers).not.toHaveProperty('content-disposition');
  });

  test('[LB11] is one that the manifest names, and no other', async () => {
    writeFileSync(join(api.folder(), 'secret.txt'), 'secret');
    writeFileSync(join(api.dir, 'secret.webm'), 'secret');
    const manifest = (await api.get(`${path}/files/manifest.json`)).json<object>();
    expect(manifest).toMatchObject({ recordingId });
    const asked = [
      'secret.txt',
      'journal.jsonl',
      'upload.json',
      '..%2f..%2fsecret.webm',
      '..%2F..%2Fsecret',
      '%2e%2e%2f%2e%2e%2fsecret.webm',
      '..%5c..%5csecret.webm',
      '%2fetc%2fpasswd',
      'ana-voice-1.webm%00',
      '%00',
      '.',
      '%2e%2e',
      'x'.repeat(90),
    ];
    for (const file of asked) {
      const answer = await api.get(`${path}/files/${file}`);
      expect([file, answer.statusCode]).toEqual([file, 404]);
      expect(answer.body).not.toContain('root:');
    }
    expect((await api.get(`${path}/files/${'x'.repeat(5_000)}`)).statusCode).toBeOneOf([403, 404]);
    for (const id of [
      '..',
      '..%2f..',
      '%2e%2e%2fAAAAAAAAAAAAAAAA',
      'A'.repeat(15),
      `${recordingId}%00`,
      '.leaving-A',
    ]) {
      expect([id, (await api.get(`/api/recordings/${id}/files/manifest.json`)).statusCode]).toEqual([
        id,
        404,
      ]);
    }
  });

  test('[LB11] is not read through a link that leads elsewhere, whether it or its folder is one', async () => {
    writeFileSync(join(api.dir, 'secret.webm'), 'secret');
    rmSync(join(api.folder(), 'ana-voice-1.webm'));
    symlinkSync(join(api.dir, 'secret.webm'), join(api.folder(), 'ana-voice-1.webm'));
    expect((await api.get(voice)).statusCode).toBe(404);
    makeRecording(join(api.dir, 'elsewhere'), { recordingId: other });
    symlinkSync(join(api.dir, 'elsewhere', other), api.folder(other));
    expect((await api.get(`/api/recordings/${other}`)).statusCode).toBe(404);
    expect((await api.list()).recordings.map((one) => one.recordingId)).toEqual([recordingId]);
  });

  test('[LB11] of a path that no browser would send, nothing is sent', async () => {
    writeFileSync(join(api.dir, 'secret.webm'), 'secret');
    await api.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = api.app.server.address() as AddressInfo;
    const ticket = api.tokens.ticket(recordingId);
    const asked = [
      `${path}/files/../../../secret.webm?ticket=${ticket}`,
      `${path}/files//etc/passwd?ticket=${ticket}`,
      `${path}/files/%c0%ae%c0%ae/secret.webm?ticket=${ticket}`,
      `${path}/files/..;/secret.webm?ticket=${ticket}`,
      `http://127.0.0.1${path}/files/..%2f..%2fsecret.webm?ticket=${ticket}`,
      `${path}/files/\0?ticket=${ticket}`,
    ];
    for (const target of asked) {
      const socket = connect(port, '127.0.0.1');
      socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      const answer = await text(socket);
      expect([target, answer.split(' ')[1]]).toEqual([target, expect.stringMatching(/^4\d\d$/)]);
      expect(answer).not.toMatch(/secret$|root:/);
    }
  });

  // By what Linux tells of open files.
  test.runIf(process.platform === 'linux')(
    '[LB12] is let go when whoever asked for it goes away',
    async () => {
      makeRecording(join(api.dir, 'recordings'), {
        recordingId: other,
        tracks: [
          {
            ...madeManifest().tracks[0]!,
            files: [{ file: 'big.webm', codec: 'opus', at: 0, duration: 1, bytes: 20_000_000 }],
          },
        ],
      });
      await api.app.listen({ host: '127.0.0.1', port: 0 });
      const openFiles = () => {
        const paths = readdirSync('/proc/self/fd').map((fd) => {
          try {
            return readlinkSync(`/proc/self/fd/${fd}`);
          } catch {
            return '';
          }
        });
        return paths.filter((one) => one.endsWith('big.webm')).length;
      };
      const socket = connect((api.app.server.address() as AddressInfo).port, '127.0.0.1');
      socket.write(
        `GET /api/recordings/${other}/files/big.webm?ticket=${api.tokens.ticket(other)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      );
      await once(socket, 'data');
      socket.pause();
      await expect.poll(openFiles).toBe(1);
      socket.destroy();
      await expect.poll(openFiles).toBe(0);
    },
  );

  test('[LB12] may be played by the page itself, and asked for by pages that are named', async () => {
    const page = await api.get('/', {});
    expect(page.headers['content-security-policy']).toMatch(/media-src 'self'/);
    expect(page.headers['content-security-policy']).toMatch(/img-src 'self'/);
    const preflight = await api.app.inject({
      method: 'OPTIONS',
      url: path,
      headers: {
        origin: 'https://friend.example',
        'access-control-request-method': 'DELETE',
        'access-control-request-headers': 'authorization',
      },
    });
    expect(preflight.headers['access-control-allow-methods']).toContain('DELETE');
    expect(preflight.headers['access-control-allow-headers']).toContain('authorization');
  });
});
