import { expect, test } from 'vitest';
import { fakeDevices } from './testing/fakeDevices.ts';
import { turns } from './testing/turns.ts';

const denied = () => new DOMException('Permission denied', 'NotAllowedError');

test('camera and microphone are asked for at once', async () => {
  const { access, devices } = fakeDevices();
  await devices.start();
  expect(access.asked).toEqual(['audio+video']);
  const { camera, microphone, cameras } = devices.get();
  expect(camera.track?.kind).toBe('video');
  expect(microphone.track?.kind).toBe('audio');
  expect(cameras).toEqual([{ id: 'cam', label: 'cam' }]);
});

test('a missing camera does not lose the microphone', async () => {
  const { access, devices } = fakeDevices();
  access.devices = [{ kind: 'audio', id: 'mic' }];
  await devices.start();
  expect(devices.get().microphone.track).toBeDefined();
  expect(devices.get().camera).toMatchObject({ wanted: true, track: undefined, problem: 'missing' });
});

test('a busy camera does not lose the microphone', async () => {
  const { access, devices } = fakeDevices();
  access.errors.video = new DOMException('', 'NotReadableError');
  await devices.start();
  expect(devices.get().microphone.track).toBeDefined();
  expect(devices.get().camera.problem).toBe('busy');
});

test('whoever says no is not asked again', async () => {
  const { access, devices } = fakeDevices();
  access.errors = { audio: denied(), video: denied() };
  await devices.start();
  expect(access.asked).toEqual(['audio+video']);
  expect(devices.get().camera.problem).toBe('refused');
  expect(devices.get().microphone.problem).toBe('refused');
});

test('a camera that is blocked for good does not lose the microphone', async () => {
  const { access, devices } = fakeDevices();
  access.errors.video = denied();
  access.permissions = { camera: 'denied', microphone: 'prompt' };
  await devices.start();
  expect(access.asked).toEqual(['audio+video', 'audio']);
  expect(devices.get().microphone.track).toBeDefined();
  expect(devices.get().camera.problem).toBe('refused');
});

test('a device that is allowed after all comes by itself', async () => {
  const { access, devices } = fakeDevices();
  access.errors = { audio: denied(), video: denied() };
  await devices.start();
  access.errors = {};
  await access.grant('camera');
  expect(devices.get().camera).toMatchObject({ problem: undefined, track: { kind: 'video' } });
});

test('a retry asks again', async () => {
  const { access, devices } = fakeDevices();
  access.errors.video = new DOMException('', 'NotReadableError');
  await devices.start();
  access.errors = {};
  devices.retry('camera');
  await turns();
  expect(devices.get().camera).toMatchObject({ problem: undefined, track: { kind: 'video' } });
});

test('a camera that is off is released, a microphone that is off is silent and at hand', async () => {
  const { access, devices } = fakeDevices();
  await devices.start();
  const { camera, microphone } = devices.get();
  devices.setCamera(false);
  devices.setMicrophone(false);
  expect(camera.track?.readyState).toBe('ended');
  expect(microphone.track).toMatchObject({ readyState: 'live', enabled: false });
  expect(devices.get().microphone).toMatchObject({ wanted: false, track: undefined });
  devices.setMicrophone(true);
  expect(devices.get().microphone.track).toBe(microphone.track);
  expect(microphone.track?.enabled).toBe(true);
  expect(access.asked).toHaveLength(1);
});

test('a camera that is no longer wanted when it comes is stopped', async () => {
  const { access, devices } = fakeDevices();
  const answer = access.think();
  void devices.start();
  await turns();
  expect(devices.get().camera).toMatchObject({ wanted: true, pending: true });
  devices.setCamera(false);
  expect(devices.get().camera).toMatchObject({ wanted: false, pending: false });
  await answer();
  expect(devices.get().camera.track).toBeUndefined();
  expect(access.tracks.map(({ kind, readyState }) => [kind, readyState])).toEqual([
    ['audio', 'live'],
    ['video', 'ended'],
  ]);
});

test('however fast the camera is toggled, one camera runs at the end', async () => {
  const { access, devices } = fakeDevices();
  await devices.start();
  for (const wanted of [false, true, false, true, false, true]) {
    devices.setCamera(wanted);
    await Promise.resolve();
  }
  await turns();
  const cameras = access.tracks.filter(({ kind, readyState }) => kind === 'video' && readyState === 'live');
  expect(cameras).toEqual([devices.get().camera.track]);
});

test('devices that come after the end are stopped', async () => {
  const { access, devices } = fakeDevices();
  const answer = access.think();
  void devices.start();
  await turns();
  devices.stop();
  await answer();
  expect(access.tracks.every(({ readyState }) => readyState === 'ended')).toBe(true);
});

test('an unplugged camera is not replaced by another, and returns when it can', async () => {
  const { access, devices, id } = fakeDevices();
  await access.plug('video', 'other');
  await devices.start();
  await access.unplug('cam');
  expect(devices.get().camera).toMatchObject({ problem: 'unplugged', track: undefined });
  await access.plug('video', 'cam');
  expect(devices.get().camera.problem).toBeUndefined();
  expect(id('camera')).toBe('cam');
});

test('an unplugged microphone is replaced by another, until the chosen one returns', async () => {
  const { access, devices, id } = fakeDevices();
  await access.plug('audio', 'headset');
  devices.chooseMicrophone('headset');
  await devices.start();
  expect(id('microphone')).toBe('headset');
  await access.unplug('headset');
  expect(id('microphone')).toBe('mic');
  await access.plug('audio', 'headset');
  expect(id('microphone')).toBe('headset');
});

test('a camera that ends because its permission was taken back is refused, not unplugged', async () => {
  const { access, devices } = fakeDevices();
  await devices.start();
  access.permissions.camera = 'denied';
  access.tracks.find(({ kind }) => kind === 'video')?.unplug();
  await turns();
  expect(devices.get().camera.problem).toBe('refused');
});

test('a missing camera comes when it is plugged in', async () => {
  const { access, devices, id } = fakeDevices();
  access.devices = [{ kind: 'audio', id: 'mic' }];
  await devices.start();
  await access.plug('video', 'new');
  expect(id('camera')).toBe('new');
});

test('a remembered camera that is gone loses neither the call nor the remembered microphone', async () => {
  const { access, devices, id } = fakeDevices({ camera: 'gone', microphone: 'headset' });
  await access.plug('audio', 'headset');
  await devices.start();
  expect(id('camera')).toBe('cam');
  expect(id('microphone')).toBe('headset');
});

test('another camera is chosen without a gap, and remembered', async () => {
  const { access, devices, remembered, id } = fakeDevices();
  await access.plug('video', 'other');
  await devices.start();
  const seen: (string | undefined)[] = [];
  devices.subscribe(() => seen.push(id('camera')));
  devices.chooseCamera('other');
  await turns();
  expect(new Set(seen)).toEqual(new Set(['cam', 'other']));
  expect(devices.get().cameraId).toBe('other');
  expect(remembered.get('camera')).toBe('other');
  expect(access.tracks.filter(({ readyState }) => readyState === 'live')).toHaveLength(2);
});

test('a track that cannot be sent shows as a failure of its device', async () => {
  const { devices } = fakeDevices();
  await devices.start();
  devices.fail('camera');
  expect(devices.get().camera).toMatchObject({ track: undefined, problem: 'failed' });
});

test('an unplugged microphone that nobody had chosen returns as well', async () => {
  const { access, devices, id } = fakeDevices();
  await access.plug('audio', 'other');
  await devices.start();
  expect(devices.get().microphone.standsIn).toBe(false);
  await access.unplug('mic');
  expect(id('microphone')).toBe('other');
  expect(devices.get().microphone.standsIn).toBe(true);
  await access.plug('audio', 'mic');
  expect(id('microphone')).toBe('mic');
  expect(devices.get().microphone.standsIn).toBe(false);
});

test('a camera that another program took is asked for again until it is free', async () => {
  const { access, clock, devices } = fakeDevices();
  access.permissions.camera = 'granted';
  await devices.start();
  access.errors.video = new DOMException('', 'NotReadableError');
  access.tracks.find(({ kind }) => kind === 'video')?.unplug();
  await turns();
  expect(devices.get().camera).toMatchObject({ track: undefined, problem: 'busy' });
  const problems: unknown[] = [];
  devices.subscribe(() => problems.push(devices.get().camera.problem));
  clock.advance(5_000);
  await turns();
  // What is tried meanwhile is nobody's business.
  expect(new Set(problems)).toEqual(new Set(['busy']));
  access.errors = {};
  clock.advance(5_000);
  await turns();
  expect(devices.get().camera).toMatchObject({ problem: undefined, track: { readyState: 'live' } });
});

test('a busy camera is not asked for again where the browser would ask the person', async () => {
  const { access, clock, devices } = fakeDevices();
  access.permissions.camera = 'prompt';
  access.errors.video = new DOMException('', 'NotReadableError');
  await devices.start();
  const asked = access.asked.length;
  clock.advance(20_000);
  await turns();
  expect(access.asked).toHaveLength(asked);
});

test('a device that the system holds back says so, and goes on by itself', async () => {
  const { access, devices } = fakeDevices();
  await devices.start();
  const camera = access.tracks.find(({ kind }) => kind === 'video');
  camera?.interrupt(true);
  expect(devices.get().camera).toMatchObject({ problem: 'interrupted', track: undefined });
  camera?.interrupt(false);
  expect(devices.get().camera).toMatchObject({ problem: undefined, track: camera });
  expect(access.asked).toHaveLength(1);
  camera?.interrupt(true);
  devices.retry('camera');
  await turns();
  expect(camera?.readyState).toBe('ended');
  expect(devices.get().camera).toMatchObject({ problem: undefined, track: { readyState: 'live' } });
});

test('a speaker that is unplugged gives way to the system’s, and returns', async () => {
  const { access, devices } = fakeDevices();
  await devices.start();
  await access.plugSpeakers('box', 'headset');
  devices.chooseSpeaker('headset');
  expect(devices.get().speakerId).toBe('headset');
  await access.plugSpeakers('box');
  expect(devices.get().speakerId).toBeUndefined();
  await access.plugSpeakers('box', 'headset');
  expect(devices.get().speakerId).toBe('headset');
});
