// Who speaks goes before the others where a line is too narrow for all.
import { expect, test } from 'vitest';
import type { TestClient } from '../testing/TestClient.ts';
import { settle, testServer } from '../testing/testServer.ts';

/** Four people send their cameras, and one of them speaks; Eva looks at all, over a line that is narrow or not. */
async function stage() {
  const server = testServer();
  const { sfu, clock } = server;
  const people: TestClient[] = [];
  for (let n = 0; n < 4; n += 1) people.push(await server.joined());
  for (const person of people) await person.sendCamera();
  const [speaker] = people;
  await speaker?.sendMicrophone();
  const eva = await server.joined();
  const views = people.map(({ id }, n) => ({
    peerId: id,
    trackId: 'camera',
    width: 160,
    height: 100 * (n + 1),
  }));
  await eva.request('setViews', { views });
  const voice = sfu.producers.find(({ kind }) => kind === 'audio')?.id ?? '';
  sfu.routers[0]?.speak([{ producerId: voice, volume: -20 }]);
  await settle();
  const receive = sfu.transports.find(({ id }) => id === eva.snapshot?.media.receiveTransport.id);
  if (!receive) throw new Error('Eva has no transport');
  const pictures = people.map(({ id }) => {
    const consumer = eva.snapshot?.media.consumers.find(
      (each) => each.peerId === id && each.kind === 'video',
    );
    const found = receive.consumers.find((each) => each.id === consumer?.id);
    if (!found) throw new Error('a picture is missing');
    return found;
  });
  const pass = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      clock.advance(1_000);
      await Promise.all([eva, ...people].map((person) => person.ask('ping')));
      await settle();
    }
  };
  const flowing = () => pictures.map(({ paused }) => !paused);
  return { ...server, people, eva, receive, pictures, voice, pass, flowing };
}

const slow = { spatial: 0, temporal: 0 };
const moving = { spatial: 0, temporal: 1 };

test('[VW6] the others are withheld, the smallest first, and come back one by one', async () => {
  const { eva, people, receive, pictures, pass, flowing } = await stage();
  receive.available = 100_000;
  for (const picture of pictures) picture.forwarded = slow;
  await pass(3);
  expect(flowing()).toEqual([true, false, true, true]);
  const refs = people.map(({ id }) => ({ peerId: id, trackId: 'camera' }));
  expect(eva.told('picturesWithheld').at(-1)).toEqual({ pictures: [refs[1]] });
  await pass(4);
  expect(flowing()).toEqual([true, false, false, false]);
  const [first] = pictures;
  if (first) first.forwarded = moving;
  await pass(30);
  expect(flowing()).toEqual([true, true, true, true]);
  expect(eva.told('picturesWithheld').at(-1)).toEqual({ pictures: [] });
});

test('[VW6] a picture that is slow on a line that is wide enough costs nobody anything', async () => {
  const { eva, pictures, pass } = await stage();
  for (const picture of pictures) picture.forwarded = slow;
  await pass(10);
  expect(eva.told('picturesWithheld')).toEqual([]);
});

test('[VW6] whoever begins to speak is seen at once', async () => {
  const { sfu, people, receive, pictures, pass, flowing } = await stage();
  receive.available = 100_000;
  for (const picture of pictures) picture.forwarded = slow;
  await pass(8);
  expect(flowing()).toEqual([true, false, false, false]);
  await people[1]?.sendMicrophone();
  const voice = sfu.producers.findLast(({ kind }) => kind === 'audio')?.id ?? '';
  sfu.routers[0]?.speak([{ producerId: voice, volume: -20 }]);
  await settle();
  expect(flowing()[1]).toBe(true);
});

test('[VW6] it holds over a new socket, and not on new media', async () => {
  const { eva, people, receive, pictures, pass, connect, sfu } = await stage();
  receive.available = 100_000;
  for (const picture of pictures) picture.forwarded = slow;
  await pass(3);
  if (!eva.snapshot) throw new Error('Eva is not in the room');
  const { media } = eva.snapshot;
  eva.loseSocket();
  const back = connect();
  const { media: kept } = await back.resume(eva.snapshot, { mediaId: media.id });
  expect(kept.withheld).toEqual([{ peerId: people[1]?.id, trackId: 'camera' }]);
  sfu.routers[0]?.kill();
  await settle();
  expect(back.told('mediaReset').at(-1)?.media.withheld).toEqual([]);
});
