import { expect, it } from 'vitest';
import type { LocalMedia } from '../../call/CallState.ts';
import { PushToTalk } from './PushToTalk.ts';

function pushToTalk(wanted: boolean) {
  const said: boolean[] = [];
  const microphone = { wanted };
  const media = {
    get: () => ({ microphone }),
    setMicrophone(on: boolean) {
      microphone.wanted = on;
      said.push(on);
    },
  } as unknown as LocalMedia;
  return { said, talk: new PushToTalk(media) };
}

it('turns the microphone on while the key is held, however often it repeats', () => {
  const { said, talk } = pushToTalk(false);
  expect([talk.press(), talk.press(), talk.press(), talk.release(), talk.release()]).toEqual([
    true,
    true,
    true,
    true,
    false,
  ]);
  expect(said).toEqual([true, false]);
});

it('leaves a microphone alone that is on', () => {
  const { said, talk } = pushToTalk(true);
  expect([talk.press(), talk.release()]).toEqual([false, false]);
  expect(said).toEqual([]);
});
