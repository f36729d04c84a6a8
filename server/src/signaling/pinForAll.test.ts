// What a host shows large to everybody.
import { expect, test } from 'vitest';
import { settle, testServer } from '../testing/testServer.ts';

/** Ana is the host, Ben shares his screen, Cleo looks on. */
async function trio() {
  const server = testServer();
  const ana = await server.joined({ displayName: 'Ana' });
  const ben = await server.joined({ displayName: 'Ben' });
  const cleo = await server.joined({ displayName: 'Cleo' });
  await ben.shareScreen();
  await settle();
  return { ...server, ana, ben, cleo, screen: { peerId: ben.id, source: 'screen' } as const };
}

test('[PN1] everybody is told what a host shows to all, and who comes late or back finds it', async () => {
  const { ana, ben, cleo, screen, joined, connect } = await trio();
  await ana.request('pinForAll', { pin: screen });
  for (const client of [ana, ben, cleo]) expect(client.told('pinChanged')).toEqual([{ pin: screen }]);
  expect((await joined()).joinedWith.pin).toEqual(screen);
  cleo.loseSocket();
  expect((await connect().resume(cleo.joinedWith)).pin).toEqual(screen);
});

test('[PN1] another takes its place, and the same again tells nobody', async () => {
  const { ana, cleo, screen, joined } = await trio();
  const camera = { peerId: ana.id, source: 'camera' } as const;
  for (const pin of [screen, camera, camera]) await ana.request('pinForAll', { pin });
  expect(cleo.told('pinChanged')).toEqual([{ pin: screen }, { pin: camera }]);
  expect((await joined()).joinedWith.pin).toEqual(camera);
});

test('[PN1] without a picture there is none any more', async () => {
  const { ana, cleo, screen, joined } = await trio();
  for (const data of [{ pin: screen }, {}, {}]) await ana.request('pinForAll', data);
  expect(cleo.told('pinChanged')).toEqual([{ pin: screen }, {}]);
  expect((await joined()).joinedWith).not.toHaveProperty('pin');
});

test('[PN2] it ends with the screen that is shared', async () => {
  const { ana, ben, cleo, screen } = await trio();
  await ana.request('pinForAll', { pin: screen });
  await ben.request('closeTrack', { trackId: 'screenSound' });
  expect(cleo.told('pinChanged')).toHaveLength(1);
  await ben.request('closeTrack', { trackId: 'screen' });
  for (const client of [ana, ben, cleo]) expect(client.told('pinChanged')).toEqual([{ pin: screen }, {}]);
});

test('[PN2] it ends with the screen of somebody who may only watch from now on', async () => {
  const { ana, ben, cleo, screen } = await trio();
  await ana.request('pinForAll', { pin: screen });
  await ana.request('setRole', { peerId: ben.id, role: 'viewer' });
  expect(cleo.told('pinChanged')).toEqual([{ pin: screen }, {}]);
});

test('[PN2] it stays while somebody is absent, and goes with them', async () => {
  const { ana, ben, cleo, connect, joined } = await trio();
  const pin = { peerId: ben.id, source: 'camera' } as const;
  await ana.request('pinForAll', { pin });
  ben.loseSocket();
  expect((await joined()).joinedWith.pin).toEqual(pin);
  const again = connect();
  await again.resume(ben.joinedWith);
  await again.request('leave', {});
  expect(cleo.told('pinChanged')).toEqual([{ pin }, {}]);
  expect(cleo.newsMethods.slice(-2)).toEqual(['peerLeft', 'pinChanged']);
});

test('[PN3] nobody but a host shows anything to all, and nothing that is not there', async () => {
  const { ana, ben, cleo, screen } = await trio();
  expect(await ben.refused('pinForAll', { pin: screen })).toBe('forbidden');
  const unshared = { peerId: cleo.id, source: 'screen' };
  const nobody = { peerId: 'nobody', source: 'camera' };
  for (const pin of [unshared, nobody]) expect(await ana.refused('pinForAll', { pin })).toBe('not_found');
  const pin = { peerId: ben.id, source: 'microphone' };
  expect(await ana.refused('pinForAll', { pin })).toBe('invalid_request');
  expect(cleo.told('pinChanged')).toEqual([]);
});
