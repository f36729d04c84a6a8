// What is done to one's own sound, while it is sent.
import { expect, test } from 'vitest';
import { fakeDevices } from './testing/fakeDevices.ts';
import { turns } from './testing/turns.ts';

test('what is done to the sound changes without a gap, and is remembered', async () => {
  const { access, devices, remembered } = fakeDevices();
  await devices.start();
  const seen: unknown[] = [];
  devices.subscribe(() => seen.push(devices.get().microphone.track));
  devices.processSound({ echoCancellation: false, noise: 'off' });
  await turns();
  expect(seen).not.toContain(undefined);
  expect(access.constraints.at(-1)).toMatchObject({
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: true },
  });
  expect(devices.get().sound.wished).toEqual({ echoCancellation: false, automaticGain: true, noise: 'off' });
  expect(remembered.get('echoCancellation')).toBe('false');
  expect(
    access.tracks.filter(({ kind, readyState }) => kind === 'audio' && readyState === 'live'),
  ).toHaveLength(1);
});

test('where a microphone that runs keeps its sound it is let go first', async () => {
  const { access, devices, rnnoise } = fakeDevices();
  access.sharesSound = true;
  await devices.start();
  devices.processSound({ automaticGain: false });
  await turns();
  expect(devices.get().sound.actual).toEqual({
    echoCancellation: true,
    automaticGain: false,
    noise: 'browser',
  });
  devices.processSound({ echoCancellation: false, noise: 'off' });
  await turns();
  expect(devices.get().sound.actual).toEqual({ echoCancellation: false, automaticGain: false, noise: 'off' });
  devices.processSound({ noise: 'browser' });
  devices.processSound({ noise: 'strong' });
  await turns();
  expect(rnnoise).toMatchObject({ denoised: { length: rnnoise.closed + 1 } });
  expect(access.tracks.at(-1)?.getSettings()).toMatchObject({ noiseSuppression: false });
  expect(
    access.tracks.filter(({ readyState, kind }) => kind === 'audio' && readyState === 'live'),
  ).toHaveLength(1);
});

test('RNNoise takes the place of the browser’s noise suppression, as long as it is wished for', async () => {
  const { access, devices, rnnoise, id } = fakeDevices({ noise: 'strong' });
  await devices.start();
  expect(access.constraints[0]).toMatchObject({ audio: { noiseSuppression: false } });
  expect(id('microphone')).toBe('denoised');
  expect(devices.get()).toMatchObject({ microphoneId: 'mic', sound: { actual: { noise: 'strong' } } });
  devices.setMicrophone(false);
  expect(access.tracks[0]?.enabled).toBe(false);
  devices.setMicrophone(true);
  devices.processSound({ noise: 'browser' });
  await turns();
  expect(rnnoise).toMatchObject({ denoised: { length: 1 }, closed: 1 });
  expect(id('microphone')).toBe('mic');
  expect(devices.get().sound.actual?.noise).toBe('browser');
});

test('where RNNoise does not run the browser does what it can, and that is told', async () => {
  const { access, devices, rnnoise, id } = fakeDevices();
  rnnoise.runs = false;
  await devices.start();
  devices.processSound({ noise: 'strong' });
  await turns();
  expect(id('microphone')).toBe('mic');
  expect(access.constraints.at(-1)).toMatchObject({ audio: { noiseSuppression: true } });
  expect(devices.get().sound).toMatchObject({ wished: { noise: 'strong' }, actual: { noise: 'browser' } });
});
