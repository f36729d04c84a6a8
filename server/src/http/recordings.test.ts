// The API of recordings, by HTTP, on the whole server.
import type { RecordingDetails, RecordingList } from '@parley/protocol';
import type { FastifyInstance } from 'fastify';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildApp } from '../app.ts';
import { HmacRecordingTokens } from '../auth/HmacRecordingTokens.ts';
import { readConfig } from '../config.ts';
import { FakeSfu } from '../sfu/FakeSfu.ts';
import { FakeClock } from '../testing/FakeClock.ts';
import { madeBytes, madeManifest, makeRecording, recordingId } from '../testing/madeRecording.ts';

const adminKey = 'the-key-of-the-operator';
const secret = 'a secret of the tests, as long as it must be';
const other = 'BBBBBBBBBBBBBBBB';
const path = `/api/recordings/${recordingId}`;
const voice = `${path}/files/ana-voice-1.webm`;

let dir = '';
let app: FastifyInstance;
let clock: FakeClock;
let tokens: HmacRecordingTokens;
let logged: string[];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'parley-library-'));
  mkdirSync(join(dir, 'client'));
  for (const page of ['index', 'offline']) writeFileSync(join(dir, `client/${page}.html`), '<head></head>');
  logged = [];
  clock = new FakeClock();
  tokens = new HmacRecordingTokens(secret, clock);
  app = await buildApp({
    config: readConfig({
      DATA_DIR: dir,
      RECORDINGS_DIR: join(dir, 'recordings'),
      LOG_LEVEL: 'info',
      TURN_BUNDLED: 'false',
      TRUST_PROXY: 'true',
      ADMIN_KEY: adminKey,
      RESUME_SECRET: secret,
      ALLOWED_ORIGINS: '["https://friend.example"]',
    }),
    clientDir: join(dir, 'client'),
    logTo: { write: (line) => void logged.push(line) },
    clock,
    sfu: new FakeSfu(),
  });
  makeRecording(join(dir, 'recordings'));
});

afterEach(async () => {
  await app.close();
  rmSync(dir, { recursive: true });
});

const folder = (id = recordingId): string => join(dir, 'recordings', id);
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const get = (url: string, headers: Record<string, string> = bearer(adminKey)) => app.inject({ url, headers });
const list = async () => (await get('/api/recordings')).json<RecordingList>();

describe('the list', () => {
  test('[LB1] has what is to be known of each recording, the last one first', async () => {
    makeRecording(join(dir, 'recordings'), { recordingId: other, startedAt: '2026-11-22T10:00:00.000Z' });
    const { recordings, used } = await list();
    expect(recordings.map((one) => one.recordingId)).toEqual([other, recordingId]);
    expect(recordings[1]).toMatchObject({
      room: 'garden',
      startedAt: '2026-11-21T10:00:00.000Z',
      duration: 60_000,
      people: ['Ana Ávila', 'Ben'],
      state: 'finished',
      place: 'disk',
    });
    expect(recordings[1]?.bytes).toBeGreaterThan(3_000);
    expect(used).toBe((recordings[0]?.bytes ?? 0) + (recordings[1]?.bytes ?? 0));
  });

  test('[LB1] is empty before the first recording', async () => {
    rmSync(join(dir, 'recordings'), { recursive: true });
    expect(await list()).toEqual({ recordings: [], used: 0, deleted: [] });
  });

  test('[LB2] is for the operator alone', async () => {
    for (const headers of [{}, bearer(tokens.issue(recordingId))]) {
      const refused = await get('/api/recordings', headers);
      expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([401, 'unauthorized']);
      expect(refused.headers['www-authenticate']).toBe('Bearer');
    }
  });

  test('[LB6] has what is being recorded, from its journal', async () => {
    mkdirSync(folder(other));
    const entries = [
      {
        name: 'begin',
        at: 0,
        version: 1,
        recordingId: other,
        room: 'cellar',
        startedAt: '1970-01-01T00:16:30.000Z',
      },
      { name: 'event', at: 5, event: 'joined', data: { displayName: 'Cleo' } },
      {
        name: 'file',
        at: 100,
        file: 'c-1.webm',
        codec: 'opus',
        trackId: 'c',
        peerId: 'p',
        displayName: 'Cleo',
        source: 'microphone',
      },
    ];
    writeFileSync(
      join(folder(other), 'journal.jsonl'),
      entries.map((entry) => `${JSON.stringify(entry)}\n`).join('') + '{"name":"ev',
    );
    writeFileSync(join(folder(other), 'c-1.webm'), madeBytes(50));
    // The clock of the tests is at 1,000 s.
    expect((await get(`/api/recordings/${other}`)).json<RecordingDetails>()).toMatchObject({
      room: 'cellar',
      state: 'running',
      duration: 10_000,
      people: ['Cleo'],
      tracks: [{ parts: [{ file: 'c-1.webm', bytes: 50, at: 100, duration: 9_900 }] }],
    });
    const refused = await app.inject({
      method: 'POST',
      url: `/api/recordings/${other}/film`,
      headers: bearer(adminKey),
      payload: { view: 'grid', format: 'mp4' },
    });
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([409, 'running']);
  });
});

describe('one recording', () => {
  test('[LB1] tells its tracks, with the type of each file', async () => {
    const details = (await get(path)).json<RecordingDetails>();
    expect(details.tracks).toMatchObject([
      { displayName: 'Ana Ávila', source: 'microphone', parts: [{ type: 'audio/webm', bytes: 1_000 }] },
      { source: 'camera', parts: [{ type: 'video/x-matroska' }, { type: 'video/webm', at: 20_000 }] },
    ]);
    expect(details.manifest).toMatchObject({ file: 'manifest.json', type: 'application/json' });
  });

  test('[LB3] is for whoever has its token, and another one is as if it were not there', async () => {
    makeRecording(join(dir, 'recordings'), { recordingId: other });
    expect((await get(path, bearer(tokens.issue(recordingId)))).statusCode).toBe(200);
    const answers = ['', '/files/ana-voice-1.webm', '/files/none'].flatMap((rest) => [
      // Somebody else's, and one that there is not.
      get(`/api/recordings/${other}${rest}`, bearer(tokens.issue(recordingId))),
      get(`/api/recordings/CCCCCCCCCCCCCCCC${rest}`, bearer(tokens.issue('CCCCCCCCCCCCCCCC'))),
    ]);
    for (const answer of await Promise.all(answers)) {
      expect(answer.statusCode).toBe(404);
      expect(answer.json()).toMatchObject({ code: 'not_found' });
    }
  });

  test('[LB3] is watched by whoever has its link, and changed by others', async () => {
    const host = (await get(path, bearer(tokens.issue(recordingId)))).json<RecordingDetails>();
    expect(host.mayChange).toBe(true);
    const link = bearer(host.linkToken);
    expect((await get(path, link)).json<RecordingDetails>()).toMatchObject({
      mayChange: false,
      linkToken: host.linkToken,
    });
    expect((await get(voice, link)).statusCode).toBe(200);
    expect((await get(`/api/recordings/${other}`, link)).statusCode).toBe(404);
    expect((await get('/api/recordings', link)).statusCode).toBe(401);
    const changes = [
      { method: 'DELETE', url: path },
      { method: 'POST', url: `${path}/film`, payload: { view: 'grid', format: 'mp4' } },
      { method: 'DELETE', url: `${path}/film` },
    ] as const;
    for (const change of changes) {
      const refused = await app.inject({ ...change, headers: link });
      expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([403, 'forbidden']);
    }
    expect((await get(path, link)).statusCode).toBe(200);
  });

  test('[LB7] can be deleted by whoever has its token, and is gone with all its files', async () => {
    const headers = bearer(tokens.issue(recordingId));
    expect((await app.inject({ method: 'DELETE', url: path, headers })).statusCode).toBe(204);
    expect(readdirSync(join(dir, 'recordings'))).toEqual([]);
    expect((await get(path, headers)).statusCode).toBe(404);
    expect((await app.inject({ method: 'DELETE', url: path, headers })).statusCode).toBe(404);
  });
});

describe('keys', () => {
  test('[LB5] a wrong one is refused after a while, and after ten none is looked at, of that client', async () => {
    const from = (address: string, key: string) => ({ ...bearer(key), 'x-forwarded-for': address });
    const delays: (number | undefined)[] = [];
    for (let tries = 0; tries < 10; tries += 1) {
      const before = clock.pending.length;
      const answer = get(path, from('192.0.2.7', `wrong-${tries}`));
      await expect.poll(() => clock.pending.length).toBe(before + 1);
      delays.push(clock.pending.at(-1));
      clock.advance(4_000);
      expect((await answer).statusCode).toBe(401);
    }
    expect(delays).toEqual([250, 500, 1_000, 2_000, 4_000, 4_000, 4_000, 4_000, 4_000, 4_000]);
    expect((await get(path, from('192.0.2.7', adminKey))).json()).toMatchObject({ code: 'too_many_tries' });
    expect((await get(path, from('192.0.2.8', adminKey))).statusCode).toBe(200);
    clock.advance(600_000);
    expect((await get(path, from('192.0.2.7', adminKey))).statusCode).toBe(200);
  });
});

describe('a file', () => {
  test('[LB8] is sent whole, in part, or only its head', async () => {
    const whole = await get(voice);
    expect([whole.statusCode, whole.rawPayload]).toEqual([200, madeBytes(1_000)]);
    expect(whole.headers).toMatchObject({
      'content-type': 'audio/webm',
      'content-length': '1000',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
    });
    expect(whole.headers['cache-control']).toContain('private');
    const part = await get(voice, { ...bearer(adminKey), range: 'bytes=100-199' });
    expect([part.statusCode, part.rawPayload]).toEqual([206, madeBytes(1_000).subarray(100, 200)]);
    expect(part.headers['content-range']).toBe('bytes 100-199/1000');
    const head = await app.inject({ method: 'HEAD', url: voice, headers: bearer(adminKey) });
    expect([head.statusCode, head.headers['content-length'], head.body]).toEqual([200, '1000', '']);
    const none = await get(voice, { ...bearer(adminKey), range: 'bytes=1000-' });
    expect([none.statusCode, none.headers['content-range'], none.json<{ code: string }>().code]).toEqual([
      416,
      'bytes */1000',
      'range_not_satisfiable',
    ]);
  });

  test('[LB9] is not sent again to whoever has it, and a download goes on where it was broken off', async () => {
    const { etag } = (await get(voice)).headers as { etag: string };
    expect(etag).toMatch(/^"[^"]+"$/);
    const again = await get(voice, { ...bearer(adminKey), 'if-none-match': etag });
    expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', etag]);
    const ask = { ...bearer(adminKey), range: 'bytes=500-', 'if-range': etag };
    expect((await get(voice, ask)).statusCode).toBe(206);
    writeFileSync(join(folder(), 'ana-voice-1.webm'), 'another');
    expect((await get(voice, ask)).statusCode).toBe(200);
  });

  test('[LB4] opens by a ticket, which is good for this recording and for hours only', async () => {
    const { ticket } = (await get(path)).json<RecordingDetails>();
    expect((await get(`${voice}?ticket=${ticket}`, {})).statusCode).toBe(200);
    const [until, signature] = ticket.split('.');
    for (const forged of [
      '',
      'x',
      `${Number(until) + 60}.${signature}`,
      tokens.ticket(other),
      tokens.issue(recordingId),
    ]) {
      const refused = await get(`${voice}?ticket=${forged}`, {});
      expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([401, 'unauthorized']);
    }
    expect((await get(`${path}?ticket=${ticket}`, {})).statusCode).toBe(401);
    clock.advance(13 * 3_600_000);
    expect((await get(`${voice}?ticket=${ticket}`, {})).statusCode).toBe(401);
  });

  test('[LB10] is downloaded under a name that tells what it is', async () => {
    const camera = await get(`${path}/files/ana-camera-2.webm?download`);
    expect(camera.headers['content-disposition']).toContain(
      `filename*=UTF-8''garden%202026-11-21%20Ana%20%C3%81vila%20camera%202.webm`,
    );
    expect((await get(voice)).headers).not.toHaveProperty('content-disposition');
  });

  test('[LB11] is one that the manifest names, and no other', async () => {
    writeFileSync(join(folder(), 'secret.txt'), 'secret');
    writeFileSync(join(dir, 'secret.webm'), 'secret');
    const manifest = (await get(`${path}/files/manifest.json`)).json<object>();
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
      const answer = await get(`${path}/files/${file}`);
      expect([file, answer.statusCode]).toEqual([file, 404]);
      expect(answer.body).not.toContain('root:');
    }
    expect((await get(`${path}/files/${'x'.repeat(5_000)}`)).statusCode).toBeOneOf([403, 404]);
    for (const id of [
      '..',
      '..%2f..',
      '%2e%2e%2fAAAAAAAAAAAAAAAA',
      'A'.repeat(15),
      `${recordingId}%00`,
      '.leaving-A',
    ]) {
      expect([id, (await get(`/api/recordings/${id}/files/manifest.json`)).statusCode]).toEqual([id, 404]);
    }
  });

  test('[LB11] is not read through a link that leads elsewhere, whether it or its folder is one', async () => {
    writeFileSync(join(dir, 'secret.webm'), 'secret');
    rmSync(join(folder(), 'ana-voice-1.webm'));
    symlinkSync(join(dir, 'secret.webm'), join(folder(), 'ana-voice-1.webm'));
    expect((await get(voice)).statusCode).toBe(404);
    makeRecording(join(dir, 'elsewhere'), { recordingId: other });
    symlinkSync(join(dir, 'elsewhere', other), folder(other));
    expect((await get(`/api/recordings/${other}`)).statusCode).toBe(404);
    expect((await list()).recordings.map((one) => one.recordingId)).toEqual([recordingId]);
  });

  test('[LB11] of a path that no browser would send, nothing is sent', async () => {
    writeFileSync(join(dir, 'secret.webm'), 'secret');
    await app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.server.address() as AddressInfo;
    const ticket = tokens.ticket(recordingId);
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
      makeRecording(join(dir, 'recordings'), {
        recordingId: other,
        tracks: [
          {
            ...madeManifest().tracks[0]!,
            files: [{ file: 'big.webm', codec: 'opus', at: 0, duration: 1, bytes: 20_000_000 }],
          },
        ],
      });
      await app.listen({ host: '127.0.0.1', port: 0 });
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
      const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
      socket.write(
        `GET /api/recordings/${other}/files/big.webm?ticket=${tokens.ticket(other)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      );
      await once(socket, 'data');
      socket.pause();
      await expect.poll(openFiles).toBe(1);
      socket.destroy();
      await expect.poll(openFiles).toBe(0);
    },
  );

  test('[LB12] may be played by the page itself, and asked for by pages that are named', async () => {
    const page = await get('/', {});
    expect(page.headers['content-security-policy']).toMatch(/media-src 'self'/);
    expect(page.headers['content-security-policy']).toMatch(/img-src 'self'/);
    const preflight = await app.inject({
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

describe('a film', () => {
  const wish = (payload: unknown, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    app.inject({
      method: 'POST',
      url: `${path}/film`,
      headers: { ...bearer(adminKey), ...headers },
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    });

  test('[FQ9] is made where it is asked for, told of in the details, and can be cancelled', async () => {
    const asked = await wish({ view: 'speaker', format: 'webm' });
    expect([asked.statusCode, asked.json()]).toEqual([
      202,
      { view: 'speaker', format: 'webm', state: 'queued', progress: 0 },
    ]);
    expect((await get(path)).json<RecordingDetails>().film).toMatchObject({ view: 'speaker' });
    for (let times = 0; times < 2; times += 1) {
      const dropped = await app.inject({ method: 'DELETE', url: `${path}/film`, headers: bearer(adminKey) });
      expect(dropped.statusCode).toBe(204);
      expect((await get(path)).json<RecordingDetails>()).not.toHaveProperty('film');
    }
  });

  test.each([
    {},
    [],
    'null',
    '"grid"',
    { view: 'grid' },
    { view: 'grid', format: 'avi' },
    { view: ['grid'], format: 'mp4' },
    { view: 'grid', format: 'mp4', file: '../../x' },
    '{"view":"grid","format":"mp4"',
    '',
  ])('[LB17] what is no wish for one is refused: %j', async (payload) => {
    const answer = await wish(payload);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([400, 'invalid_request']);
  });

  test('[LB17] a body of a megabyte, or of something else than JSON, is not read', async () => {
    expect((await wish({ view: 'x'.repeat(1_000_000), format: 'mp4' })).statusCode).toBe(413);
    expect(
      (await wish('view=grid', { 'content-type': 'application/x-www-form-urlencoded' })).statusCode,
    ).toBe(415);
    const stranger = { 'content-type': 'application/json', authorization: '' };
    expect((await wish({ view: 'grid', format: 'mp4' }, stranger)).statusCode).toBe(401);
  });
});

describe('what somebody edited', () => {
  const manifestPath = () => join(folder(), 'manifest.json');

  test.each([
    ['no JSON', '{'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['other types', JSON.stringify({ ...madeManifest(), tracks: 'all' })],
    [
      'a name that leads out',
      JSON.stringify(madeManifest()).replaceAll('ana-voice-1.webm', '../../secret.webm'),
    ],
    ['an absolute name', JSON.stringify(madeManifest()).replaceAll('ana-voice-1.webm', '/etc/passwd')],
    ['another recording', JSON.stringify(madeManifest({ recordingId: other }))],
    ['a day of no calendar', JSON.stringify(madeManifest({ startedAt: '2026-99-99T99:99Z' }))],
    ['a length beyond all days', JSON.stringify(madeManifest({ duration: 1e300 }))],
    [
      'a thousand mistakes',
      JSON.stringify({ ...madeManifest(), events: Array.from({ length: 1_000 }, () => 7) }),
    ],
    ['a hundred megabytes', ' '.repeat(100_000_000)],
  ])('[LB13] is not shown, said once in the log, and told when it is asked for: %s', async (_what, text) => {
    writeFileSync(join(dir, 'secret.webm'), 'secret');
    writeFileSync(manifestPath(), text);
    makeRecording(join(dir, 'recordings'), { recordingId: other });
    for (let times = 0; times < 3; times += 1) {
      expect((await list()).recordings.map((one) => one.recordingId)).toEqual([other]);
    }
    expect(logged.filter((line) => line.includes('is damaged'))).toHaveLength(1);
    for (const url of [path, voice]) {
      const answer = await get(url);
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([409, 'damaged']);
      expect(answer.json<{ message: string }>().message.length).toBeLessThan(600);
    }
    // It is a matter of seeing: it can still be deleted.
    expect((await app.inject({ method: 'DELETE', url: path, headers: bearer(adminKey) })).statusCode).toBe(
      204,
    );
  });

  test('[LB13] is shown as it is now, where it can be read', async () => {
    await list();
    writeFileSync(manifestPath(), JSON.stringify(madeManifest({ room: 'cellar' })));
    expect((await list()).recordings[0]?.room).toBe('cellar');
  });

  test('[LB13] what else is in the folder is nothing', async () => {
    mkdirSync(folder('notes'));
    mkdirSync(folder(other));
    writeFileSync(folder('CCCCCCCCCCCCCCCC'), 'a file');
    mkdirSync(join(folder('DDDDDDDDDDDDDDDD'), 'manifest.json'), { recursive: true });
    expect((await list()).recordings).toHaveLength(1);
    expect((await get(`/api/recordings/${other}`)).statusCode).toBe(404);
    expect((await get('/api/recordings/CCCCCCCCCCCCCCCC')).statusCode).toBe(404);
    expect((await get('/api/recordings/DDDDDDDDDDDDDDDD')).statusCode).toBe(404);
  });
});

test('[LM6] nothing of the log has a name, a key, a token or a ticket', async () => {
  await get(path, bearer(tokens.issue(recordingId)));
  await get(`${voice}?ticket=${tokens.ticket(recordingId)}`, {});
  await app.inject({ method: 'DELETE', url: path, headers: bearer(adminKey) });
  const log = logged.join('');
  expect(log).toContain('a recording was deleted');
  for (const secret of [adminKey, tokens.issue(recordingId), 'Ana', tokens.ticket(recordingId)])
    expect(log).not.toContain(secret);
});
