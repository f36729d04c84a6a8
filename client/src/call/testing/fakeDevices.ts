// One's own devices over a fake of the browser's.
import { LocalDevices } from '../LocalDevices.ts';
import { FakeClock } from './FakeClock.ts';
import { FakeDeviceAccess } from './FakeDeviceAccess.ts';
import { fakeTrack } from './FakeTrack.ts';

export function fakeDevices(chosen: Record<string, string> = {}) {
  const access = new FakeDeviceAccess();
  const clock = new FakeClock();
  const rnnoise = { runs: true, denoised: [] as MediaStreamTrack[], closed: 0 };
  const remembered = new Map(Object.entries(chosen));
  const devices = new LocalDevices({
    access,
    preferences: {
      get: (device) => remembered.get(device),
      set: (device, id) => void remembered.set(device, id),
    },
    watchLevel: () => () => undefined,
    clock,
    denoise: async (track) => {
      if (!rnnoise.runs) throw new Error('no WebAssembly');
      rnnoise.denoised.push(track);
      return { track: fakeTrack('audio', 'denoised'), close: () => rnnoise.closed++ };
    },
  });
  const id = (source: 'camera' | 'microphone') => devices.get()[source].track?.getSettings().deviceId;
  return { access, clock, devices, remembered, rnnoise, id };
}
