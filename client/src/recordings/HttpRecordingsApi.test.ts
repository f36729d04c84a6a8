import { expect, test, vi } from 'vitest';
import { HttpRecordingsApi } from './HttpRecordingsApi.ts';

function server(answer: () => Response) {
  const fetch = vi.fn<(path: string, init: RequestInit) => Promise<Response>>(async () => answer());
  return { fetch, api: new HttpRecordingsApi(fetch as unknown as typeof globalThis.fetch) };
}

const json =
  (body: unknown, status = 200) =>
  () =>
    Response.json(body, { status });

test('what is asked for comes with the key or the token, and never from a cache', async () => {
  const { api, fetch } = server(json({ recordings: [] }));
  expect(await api.list('the%key')).toEqual({ recordings: [] });
  await api.details('r/1', 'token');
  expect(fetch.mock.calls.map(([path]) => path)).toEqual(['/api/recordings', '/api/recordings/r%2F1']);
  expect(fetch.mock.calls.map(([, { headers }]) => headers)).toEqual([
    { authorization: 'Bearer the%key' },
    { authorization: 'Bearer token' },
  ]);
  for (const [, init] of fetch.mock.calls) expect(init).toMatchObject({ method: 'GET', cache: 'no-store' });
});

test.each(['', 'two words', 'ключ'])('what no header takes is no key, and is not sent: “%s”', async (key) => {
  const { api, fetch } = server(json({}));
  await expect(api.list(key)).rejects.toMatchObject({ code: 'unauthorized' });
  expect(fetch).not.toHaveBeenCalled();
});

test('a film is wished for, called off, and a recording deleted', async () => {
  const { api, fetch } = server(() => new Response(null, { status: 204 }));
  await api.makeFilm('r1', 'token', { view: 'grid', format: 'webm' });
  await api.deleteFilm('r1', 'token');
  await api.delete('r1', 'token');
  expect(fetch.mock.calls.map(([path, { method, body }]) => [method, path, body])).toEqual([
    ['POST', '/api/recordings/r1/film', '{"view":"grid","format":"webm"}'],
    ['DELETE', '/api/recordings/r1/film', undefined],
    ['DELETE', '/api/recordings/r1', undefined],
  ]);
});

test('a file has an address for its ticket, and one to save it', () => {
  const { api } = server(json({}));
  expect(api.fileAddress('r1', 'TRACK-1.webm', 'a+b')).toBe(
    '/api/recordings/r1/files/TRACK-1.webm?ticket=a%2Bb',
  );
  expect(api.fileAddress('r1', 'film.mp4', 't', 'download')).toBe(
    '/api/recordings/r1/files/film.mp4?download&ticket=t',
  );
});

test.each([
  [json({ code: 'unauthorized', detail: 'no' }, 401), 'unauthorized'],
  [json({ code: 'not_found', detail: 'no' }, 404), 'not_found'],
  [json({ code: 'running', detail: 'no' }, 409), 'running'],
  [json({ code: 'toString', detail: 'no' }, 400), 'internal'],
  [() => new Response('<html>', { status: 502 }), 'internal'],
  [() => new Response('<html>'), 'internal'],
  [
    () => {
      throw new TypeError('fetch failed');
    },
    'unreachable',
  ],
] as const)('why something was not done is a code, answer %#: %s', async (answer, code) => {
  const { api } = server(answer);
  await expect(api.details('r1', 'token')).rejects.toMatchObject({ name: 'RecordingsError', code });
});
