// In which codec a camera is sent, and what happens when that changes during the call.
import { expect, test } from 'vitest';
import { fakeCall, mediaOf, roomWith, snapshot } from './testing/fakeCall.ts';

/** The camera's announcements, by their codec and whether they take the place of an earlier one. */
function announced(line: ReturnType<typeof fakeCall>['line']) {
  return line()
    .requests.filter(({ method }) => method === 'produce')
    .map(({ data }) => data as { rtpParameters: { codecs: { mimeType: string }[] }; replace?: boolean })
    .map(({ rtpParameters, replace }) => ({ codec: rtpParameters.codecs[0]?.mimeType, replace }));
}

test('[TR10] a camera is sent in the codec of the room, and anew in another when the room says so', async () => {
  const { media, line, enter } = fakeCall();
  media.setCamera(true);
  await enter(snapshot({ room: roomWith({ videoCodec: 'vp9' }) }));
  await expect.poll(() => announced(line)).toEqual([{ codec: 'video/VP9', replace: undefined }]);
  await line().notify('videoCodecChanged', { videoCodec: 'vp8' });
  const both = [
    { codec: 'video/VP9', replace: undefined },
    { codec: 'video/VP8', replace: true },
  ];
  await expect.poll(() => announced(line)).toEqual(both);
  await line().notify('videoCodecChanged', { videoCodec: 'vp8' });
  expect(announced(line)).toEqual(both);
});

test('[TR10] on new transports it is sent in the new codec from the start', async () => {
  const { media, line, enter } = fakeCall();
  media.setCamera(true);
  await enter(snapshot({ room: roomWith({ videoCodec: 'vp9' }) }));
  await expect.poll(() => announced(line)).toHaveLength(1);
  media.setCamera(false);
  await line().notify('videoCodecChanged', { videoCodec: 'vp8' });
  await line().notify('mediaReset', { media: mediaOf() });
  media.setCamera(true);
  await expect.poll(() => announced(line).at(-1)).toEqual({ codec: 'video/VP8', replace: undefined });
});

test('[JN9] the room that is opened is to be as the link says, and one that is opened again as it was', async () => {
  const { call, clock, line, enter, welcome } = fakeCall();
  await enter(snapshot({ room: roomWith({ videoCodec: 'vp9' }) }));
  expect(line().last('join').data.settings).toEqual({ videoCodec: 'av1' });
  await line().notify('videoCodecChanged', { videoCodec: 'vp8' });
  await line().close();
  clock.advance(200);
  await welcome();
  expect(call.get().phase.name).toBe('reconnecting');
  expect(line().last('join').data.settings).toEqual({ videoCodec: 'vp8' });
});
