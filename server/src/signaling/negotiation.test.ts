import { limits } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { TestClient } from '../testing/TestClient.ts';
import { candidate, description, directPair } from '../testing/direct.ts';
import { testServer } from '../testing/testServer.ts';

test('[DC4] offer, answer and candidates reach the other side as they were, and nobody else', async () => {
  const { ana, ben, id, joined } = await directPair();
  const elsewhere = await joined({ room: 'elsewhere', direct: true });
  const offer = { ...description(id), tracks: [{ mid: '0', trackId: 'camera' }] };
  await ana.request('offer', offer);
  await ben.request('answer', description(id));
  await ben.request('candidate', candidate(id));
  expect(ben.told('offer')).toEqual([offer]);
  expect(ana.told('answer')).toEqual([description(id)]);
  expect(ana.told('candidate')).toEqual([candidate(id)]);
  expect(elsewhere.newsMethods).toEqual([]);
});

test('[DC5] an offer while one is outstanding is refused, whoever makes it', async () => {
  const { ana, ben, id } = await directPair();
  await ana.request('offer', description(id));
  expect(await ana.refused('offer', description(id))).toBe('offer_pending');
  expect(await ben.refused('offer', description(id))).toBe('offer_pending');
  expect(ana.told('offer')).toEqual([]);
  expect(ben.told('offer')).toHaveLength(1);
  await ben.request('answer', description(id));
  await ben.request('offer', description(id));
  expect(ana.told('offer')).toHaveLength(1);
});

test('[DC5] an answer without an offer is refused', async () => {
  const { ana, ben, id } = await directPair();
  expect(await ana.refused('answer', description(id))).toBe('no_offer');
  await ana.request('offer', description(id));
  expect(await ana.refused('answer', description(id))).toBe('no_offer');
  await ben.request('answer', description(id));
  expect(await ben.refused('answer', description(id))).toBe('no_offer');
});

test('[DC6] of candidates, so many are passed on after each offer and answer, and not more', async () => {
  const { ana, ben, id, clock } = await directPair();
  const tell = async (client: TestClient) => {
    clock.advance(25);
    return client.ask('candidate', candidate(id));
  };
  await ana.request('offer', description(id));
  for (let n = 0; n < limits.candidatesPerDescription; n += 1) await tell(ana);
  expect(await tell(ana)).toMatchObject({ ok: false, error: { code: 'too_many_candidates' } });
  expect(ben.told('candidate')).toHaveLength(limits.candidatesPerDescription);
  expect(await tell(ben)).toMatchObject({ ok: true });
  await ben.request('answer', description(id));
  await ana.request('offer', description(id));
  expect(await tell(ana)).toMatchObject({ ok: true });
});

test('[DC6] 10,000 candidates at once are a flood', async () => {
  const { ana, ben, id } = await directPair();
  for (let n = 0; n < 10_000; n += 1) void ana.ask('candidate', candidate(id));
  await expect.poll(() => ana.closed?.reason).toBe('flood');
  expect(ben.told('candidate').length).toBeLessThanOrEqual(limits.candidatesPerDescription);
  expect(ben.closed).toBeUndefined();
});

test('[DC7] an SDP or a candidate that is none is refused', async () => {
  const { ana, ben, id } = await directPair();
  const sdps = [
    '',
    'v=0',
    'v=1\r\ns=-\r\n',
    'v=0\ns=-\n',
    'v=0\r\ns=-\r\nno line\r\n',
    'v=0\r\ns=\0\r\n',
    `v=0\r\n${'a=x\r\n'.repeat(limits.sdpLength / 5)}`,
  ];
  for (const sdp of sdps) {
    expect(await ana.refused('offer', { ...description(id), sdp })).toBe('invalid_request');
  }
  const candidates = [
    'candidate:',
    'candidate:1 1 udp 1 192.0.2.1 9',
    'candidate:1 1 sctp 1 192.0.2.1 9 typ host',
    'candidate:1 1 udp 1 192.0.2.1 9 typ other',
    'candidate:1 1 udp 1 192.0.2.1 9 typ host\r\na=x',
    `candidate:1 1 udp 1 192.0.2.1 9 typ host ${'x'.repeat(limits.candidateLength)}`,
  ];
  for (const text of candidates) {
    const data = { directId: id, candidate: { candidate: text } };
    expect(await ana.refused('candidate', data)).toBe('invalid_request');
  }
  expect(ben.newsMethods).toEqual([]);
});

test('[DC7] an SDP of 1 MB closes the socket of who sent it, and nothing else', async () => {
  const { ana, ben, id } = await directPair();
  void ana.ask('offer', { ...description(id), sdp: `v=0\r\n${'a=x\r\n'.repeat(200_000)}` });
  expect(ana.closed?.reason).toBe('frame_too_large');
  expect(ben.closed).toBeUndefined();
  expect(ben.newsMethods).toEqual([]);
});

test('[DC8] what is said to a direct call of another room, or to one that is over, gets direct_over', async () => {
  const server = testServer();
  const { ana, ben, id } = await directPair({ server });
  const other = await directPair({ server, room: 'elsewhere' });
  const everything = async (client: TestClient, directId: string) => [
    await client.refused('offer', description(directId)),
    await client.refused('answer', description(directId)),
    await client.refused('candidate', candidate(directId)),
    await client.refused('endDirect', { directId, reason: 'silent' }),
  ];
  const over = ['direct_over', 'direct_over', 'direct_over', 'direct_over'];
  expect(await everything(ana, other.id)).toEqual(over);
  expect(await everything(ana, 'nonsense')).toEqual(over);
  await ben.request('leave', {});
  expect(await everything(ana, id)).toEqual(over);
  expect([...other.ana.newsMethods, ...other.ben.newsMethods]).not.toContain('offer');
});

test('[DC8] who is absent is not told, and the one who speaks to them is', async () => {
  const { ana, ben, id } = await directPair();
  ben.loseSocket();
  expect(await ana.refused('offer', description(id))).toBe('peer_absent');
  expect(await ana.refused('candidate', candidate(id))).toBe('peer_absent');
});

test('[LM6] no SDP and no candidate reaches the log', async () => {
  const { ana, ben, id, logged } = await directPair();
  await ana.request('offer', description(id));
  await ben.refused('offer', { ...description(id), sdp: 'v=0\r\nsecret' });
  await ben.request('candidate', candidate(id));
  await ana.request('endDirect', { directId: id, reason: 'no_path' });
  const text = JSON.stringify(logged);
  expect(text).toContain('no_path');
  for (const secret of ['v=0', 'candidate:', '192.0.2.1']) expect(text).not.toContain(secret);
});
