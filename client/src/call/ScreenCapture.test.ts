import { expect, test } from 'vitest';
import { createPreferences } from './preferences.ts';
import { ScreenCapture } from './ScreenCapture.ts';
import { fakeTrack } from './testing/FakeTrack.ts';
import { turns } from './testing/turns.ts';

/** Somebody who chooses when `choose` is called, or does not want to after all. */
function capture() {
  const stored = new Map<string, string>();
  const asked: DisplayMediaStreamOptions[] = [];
  let answer: PromiseWithResolvers<MediaStream>;
  const screen = new ScreenCapture({
    ask: (options) => {
      asked.push(options);
      answer = Promise.withResolvers();
      return answer.promise;
    },
    preferences: createPreferences(() => ({
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
    })),
  });
  const choose = async (...tracks: MediaStreamTrack[]) => {
    const ofKind = (kind: string) => () => tracks.filter((track) => track.kind === kind);
    answer.resolve({
      getTracks: () => tracks,
      getVideoTracks: ofKind('video'),
      getAudioTracks: ofKind('audio'),
    } as unknown as MediaStream);
    await turns();
  };
  const refuse = async (error: unknown) => {
    answer.reject(error);
    await turns();
  };
  return { screen, asked, stored, choose, refuse };
}

test('a wish shows at once, and the screen with its sound when it was chosen', async () => {
  const { screen, choose } = capture();
  screen.share();
  expect(screen.get()).toMatchObject({ wanted: true, picture: undefined });
  const [picture, sound] = [fakeTrack('video'), fakeTrack('audio')];
  await choose(picture, sound);
  expect(screen.get()).toMatchObject({ wanted: true, picture, sound, problem: undefined });
  expect(picture.contentHint).toBe('detail');
  screen.stop();
  expect(screen.get()).toMatchObject({ wanted: false, picture: undefined, sound: undefined });
  expect([picture.readyState, sound.readyState]).toEqual(['ended', 'ended']);
});

test('a second click while it is shared asks nothing', async () => {
  const { screen, asked } = capture();
  screen.share();
  screen.share();
  expect(asked).toHaveLength(1);
});

test('whoever changes their mind has no problem', async () => {
  const { screen, refuse } = capture();
  screen.share();
  await refuse(new DOMException('Permission denied by user', 'NotAllowedError'));
  expect(screen.get()).toMatchObject({ wanted: false, problem: undefined });
});

test.each([
  [new DOMException('Permission denied by system', 'NotAllowedError'), 'refused_by_system'],
  [new DOMException('Could not start video source', 'NotReadableError'), 'failed'],
])('%s is said to be %s', async (error, problem) => {
  const { screen, refuse } = capture();
  screen.share();
  await refuse(error);
  expect(screen.get()).toMatchObject({ wanted: false, problem });
});

test('what is chosen after it was stopped is not shared', async () => {
  const { screen, choose } = capture();
  screen.share();
  screen.stop();
  const picture = fakeTrack('video');
  await choose(picture);
  expect(screen.get().picture).toBeUndefined();
  expect(picture.readyState).toBe('ended');
});

test('the browser’s own bar ends it, and its sound may end before', async () => {
  const { screen, choose } = capture();
  const [picture, sound] = [fakeTrack('video'), fakeTrack('audio')];
  screen.share();
  await choose(picture, sound);
  sound.unplug();
  expect(screen.get()).toMatchObject({ wanted: true, picture, sound: undefined });
  picture.unplug();
  expect(screen.get()).toMatchObject({ wanted: false, picture: undefined, problem: undefined });
});

test('detail has 5 frames a second and motion 30, also while it is shared, and the next time', async () => {
  const { screen, asked, stored, choose } = capture();
  screen.share();
  expect(asked[0]?.video).toMatchObject({ frameRate: { max: 5 } });
  const picture = fakeTrack('video');
  await choose(picture);
  screen.setContent('motion');
  expect(picture.contentHint).toBe('motion');
  expect(picture.constraints.at(-1)).toEqual({ frameRate: { max: 30 } });
  expect(screen.get().content).toBe('motion');
  expect(stored.get('parley.screen')).toBe('motion');
});

test('a picture that cannot be sent ends it; a sound that cannot is left out', async () => {
  const { screen, choose } = capture();
  screen.share();
  await choose(fakeTrack('video'), fakeTrack('audio'));
  screen.fail('screenSound');
  expect(screen.get()).toMatchObject({ wanted: true, sound: undefined, problem: undefined });
  screen.fail('screen');
  expect(screen.get()).toMatchObject({ wanted: false, picture: undefined, problem: 'failed' });
});
