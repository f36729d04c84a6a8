// What somebody edited in the folders of recordings, and what the API makes of it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { madeManifest, makeRecording } from '../testing/madeRecording.ts';
import { adminKey, bearer, other, path, voice, recordingsApi } from '../testing/recordingsApi.ts';

const api = recordingsApi();

describe('what somebody edited', () => {
  const manifestPath = () => join(api.folder(), 'manifest.json');

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
    writeFileSync(join(api.dir, 'secret.webm'), 'secret');
    writeFileSync(manifestPath(), text);
    makeRecording(join(api.dir, 'recordings'), { recordingId: other });
    for (let times = 0; times < 3; times += 1) {
      expect((await api.list()).recordings.map((one) => one.recordingId)).toEqual([other]);
    }
    expect(api.logged.filter((line) => line.includes('is damaged'))).toHaveLength(1);
    for (const url of [path, voice]) {
      const answer = await api.get(url);
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([409, 'damaged']);
      expect(answer.json<{ detail: string }>().detail.length).toBeLessThan(600);
    }
    // It is a matter of seeing: it can still be deleted.
    expect(
      (await api.app.inject({ method: 'DELETE', url: path, headers: bearer(adminKey) })).statusCode,
    ).toBe(204);
  });

  test('[LB13] is shown as it is now, where it can be read', async () => {
    await api.list();
    writeFileSync(manifestPath(), JSON.stringify(madeManifest({ room: 'cellar' })));
    expect((await api.list()).recordings[0]?.room).toBe('cellar');
  });

  test('[LB13] what else is in the folder is nothing', async () => {
    mkdirSync(api.folder('notes'));
    mkdirSync(api.folder(other));
    writeFileSync(api.folder('CCCCCCCCCCCCCCCC'), 'a file');
    mkdirSync(join(api.folder('DDDDDDDDDDDDDDDD'), 'manifest.json'), { recursive: true });
    expect((await api.list()).recordings).toHaveLength(1);
    expect((await api.get(`/api/recordings/${other}`)).statusCode).toBe(404);
    expect((await api.get('/api/recordings/CCCCCCCCCCCCCCCC')).statusCode).toBe(404);
    expect((await api.get('/api/recordings/DDDDDDDDDDDDDDDD')).statusCode).toBe(404);
  });
});
