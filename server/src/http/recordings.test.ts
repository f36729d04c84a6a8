// The API of recordings, by HTTP, on the whole server: the list, one of them, keys and films.
import type { RecordingDetails } from '@parley/protocol';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { madeBytes, makeRecording, recordingId } from '../testing/madeRecording.ts';
import { adminKey, bearer, other, path, voice, recordingsApi } from '../testing/recordingsApi.ts';

const api = recordingsApi();

describe('the list', () => {
  test('[LB1] has what is to be known of each recording, the last one first', async () => {
    makeRecording(join(api.dir, 'recordings'), { recordingId: other, startedAt: '2026-11-22T10:00:00.000Z' });
    const { recordings, used } = await api.list();
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
    rmSync(join(api.dir, 'recordings'), { recursive: true });
    expect(await api.list()).toEqual({ recordings: [], used: 0, deleted: [] });
  });

  test('[LB2] is for the operator alone', async () => {
    for (const headers of [{}, bearer(api.tokens.issue(recordingId))]) {
      const refused = await api.get('/api/recordings', headers);
      expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([401, 'unauthorized']);
      expect(refused.headers['www-authenticate']).toBe('Bearer');
    }
  });

  test('[LB6] has what is being recorded, from its journal', async () => {
    mkdirSync(api.folder(other));
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
      join(api.folder(other), 'journal.jsonl'),
      entries.map((entry) => `${JSON.stringify(entry)}\n`).join('') + '{"name":"ev',
    );
    writeFileSync(join(api.folder(other), 'c-1.webm'), madeBytes(50));
    // The api.clock of the tests is at 1,000 s.
    expect((await api.get(`/api/recordings/${other}`)).json<RecordingDetails>()).toMatchObject({
      room: 'cellar',
      state: 'running',
      duration: 10_000,
      people: ['Cleo'],
      tracks: [{ parts: [{ file: 'c-1.webm', bytes: 50, at: 100, duration: 9_900 }] }],
    });
    const refused = await api.app.inject({
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
    const details = (await api.get(path)).json<RecordingDetails>();
    expect(details.tracks).toMatchObject([
      { displayName: 'Ana Ávila', source: 'microphone', parts: [{ type: 'audio/webm', bytes: 1_000 }] },
      { source: 'camera', parts: [{ type: 'video/x-matroska' }, { type: 'video/webm', at: 20_000 }] },
    ]);
    expect(details.manifest).toMatchObject({ file: 'manifest.json', type: 'application/json' });
  });

  test('[LB3] is for whoever has its token, and another one is as if it were not there', async () => {
    makeRecording(join(api.dir, 'recordings'), { recordingId: other });
    expect((await api.get(path, bearer(api.tokens.issue(recordingId)))).statusCode).toBe(200);
    const answers = ['', '/files/ana-voice-1.webm', '/files/none'].flatMap((rest) => [
      // Somebody else's, and one that there is not.
      api.get(`/api/recordings/${other}${rest}`, bearer(api.tokens.issue(recordingId))),
      api.get(`/api/recordings/CCCCCCCCCCCCCCCC${rest}`, bearer(api.tokens.issue('CCCCCCCCCCCCCCCC'))),
    ]);
    for (const answer of await Promise.all(answers)) {
      expect(answer.statusCode).toBe(404);
      expect(answer.json()).toMatchObject({ code: 'not_found' });
    }
  });

  test('[LB3] is watched by whoever has its link, and changed by others', async () => {
    const host = (await api.get(path, bearer(api.tokens.issue(recordingId)))).json<RecordingDetails>();
    expect(host.mayChange).toBe(true);
    const link = bearer(host.linkToken);
    expect((await api.get(path, link)).json<RecordingDetails>()).toMatchObject({
      mayChange: false,
      linkToken: host.linkToken,
    });
    expect((await api.get(voice, link)).statusCode).toBe(200);
    expect((await api.get(`/api/recordings/${other}`, link)).statusCode).toBe(404);
    expect((await api.get('/api/recordings', link)).statusCode).toBe(401);
    const changes = [
      { method: 'DELETE', url: path },
      { method: 'POST', url: `${path}/film`, payload: { view: 'grid', format: 'mp4' } },
      { method: 'DELETE', url: `${path}/film` },
    ] as const;
    for (const change of changes) {
      const refused = await api.app.inject({ ...change, headers: link });
      expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([403, 'forbidden']);
    }
    expect((await api.get(path, link)).statusCode).toBe(200);
  });

  test('[LB7] can be deleted by whoever has its token, and is gone with all its files', async () => {
    const headers = bearer(api.tokens.issue(recordingId));
    expect((await api.app.inject({ method: 'DELETE', url: path, headers })).statusCode).toBe(204);
    expect(readdirSync(join(api.dir, 'recordings'))).toEqual([]);
    expect((await api.get(path, headers)).statusCode).toBe(404);
    expect((await api.app.inject({ method: 'DELETE', url: path, headers })).statusCode).toBe(404);
  });
});

describe('keys', () => {
  test('[LB5] a wrong one is refused after a while, and after ten none is looked at, of that client', async () => {
    const from = (address: string, key: string) => ({ ...bearer(key), 'x-forwarded-for': address });
    const delays: (number | undefined)[] = [];
    for (let tries = 0; tries < 10; tries += 1) {
      const before = api.clock.pending.length;
      const answer = api.get(path, from('192.0.2.7', `wrong-${tries}`));
      await expect.poll(() => api.clock.pending.length).toBe(before + 1);
      delays.push(api.clock.pending.at(-1));
      api.clock.advance(4_000);
      expect((await answer).statusCode).toBe(401);
    }
    expect(delays).toEqual([250, 500, 1_000, 2_000, 4_000, 4_000, 4_000, 4_000, 4_000, 4_000]);
    expect((await api.get(path, from('192.0.2.7', adminKey))).json()).toMatchObject({
      code: 'too_many_tries',
    });
    expect((await api.get(path, from('192.0.2.8', adminKey))).statusCode).toBe(200);
    api.clock.advance(600_000);
    expect((await api.get(path, from('192.0.2.7', adminKey))).statusCode).toBe(200);
  });
});

describe('a film', () => {
  const wish = (payload: unknown, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    api.app.inject({
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
    expect((await api.get(path)).json<RecordingDetails>().film).toMatchObject({ view: 'speaker' });
    for (let times = 0; times < 2; times += 1) {
      const dropped = await api.app.inject({
        method: 'DELETE',
        url: `${path}/film`,
        headers: bearer(adminKey),
      });
      expect(dropped.statusCode).toBe(204);
      expect((await api.get(path)).json<RecordingDetails>()).not.toHaveProperty('film');
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

test('[LM6] nothing of the log has a name, a key, a token or a ticket', async () => {
  await api.get(path, bearer(api.tokens.issue(recordingId)));
  await api.get(`${voice}?ticket=${api.tokens.ticket(recordingId)}`, {});
  await api.app.inject({ method: 'DELETE', url: path, headers: bearer(adminKey) });
  const log = api.logged.join('');
  expect(log).toContain('a recording was deleted');
  for (const secret of [adminKey, api.tokens.issue(recordingId), 'Ana', api.tokens.ticket(recordingId)])
    expect(log).not.toContain(secret);
});
