import type { DeviceProblem, DeviceSource } from './CallState.ts';
import type { DeviceAccess } from './DeviceAccess.ts';
import { deviceProblem, named } from './deviceProblem.ts';
import type { SoundProcessing } from './sound/SoundProcessing.ts';

export type Captured =
  | { readonly track: MediaStreamTrack; readonly problem?: undefined }
  | { readonly track?: undefined; readonly problem: DeviceProblem };

/** The wanted devices, each with the id that is preferred, or undefined for any. */
export type Wanted = ReadonlyMap<DeviceSource, string | undefined>;

/**
 * Asks for all of them at once, so that the person sees one prompt; where one of them cannot be had, the other
 * still can.
 */
export async function capture(
  access: DeviceAccess,
  wanted: Wanted,
  sound: SoundProcessing,
): Promise<ReadonlyMap<DeviceSource, Captured>> {
  const sources = [...wanted.keys()];
  try {
    return found(wanted, await access.getUserMedia(constraints(wanted, sound)));
  } catch (error) {
    if (named(error).name === 'OverconstrainedError' && [...wanted.values()].some((id) => id !== undefined)) {
      return capture(access, await withoutAbsent(access, wanted), sound);
    }
    const problem = deviceProblem(error);
    if (sources.length === 1) return new Map(sources.map((source) => [source, { problem }]));
    const alone = problem === 'refused' ? await stillAskable(access, sources) : sources;
    const results = new Map<DeviceSource, Captured>(sources.map((source) => [source, { problem }]));
    for (const source of alone) {
      for (const [, result] of await capture(access, new Map([[source, wanted.get(source)]]), sound)) {
        results.set(source, result);
      }
    }
    return results;
  }
}

/**
 * After a refusal: where one device is blocked for good, the browser refused both without asking, and the other
 * may be asked for. Where none is, the person has just said no: to ask again would be rude.
 */
async function stillAskable(access: DeviceAccess, sources: readonly DeviceSource[]): Promise<DeviceSource[]> {
  const states = await Promise.all(sources.map((source) => access.permission(source)));
  if (states.every((state) => state === 'granted')) return [...sources];
  if (!states.includes('denied')) return [];
  return sources.filter((_, index) => states[index] !== 'denied');
}

function found(wanted: Wanted, stream: MediaStream): ReadonlyMap<DeviceSource, Captured> {
  const results = new Map<DeviceSource, Captured>();
  for (const source of wanted.keys()) {
    const [track] = source === 'camera' ? stream.getVideoTracks() : stream.getAudioTracks();
    results.set(source, track ? { track } : { problem: 'failed' });
  }
  return results;
}

/** A chosen device that is gone must not lose the call: any other may take its place. */
async function withoutAbsent(access: DeviceAccess, wanted: Wanted): Promise<Wanted> {
  const infos = await access.enumerateDevices().catch(() => []);
  const present = new Set(infos.map(({ deviceId }) => deviceId));
  const kept = [...wanted].filter(([, id]) => id !== undefined && present.has(id));
  // All of them are there, and still it cannot be done: then none is insisted on.
  const insisted = new Map(kept.length === [...wanted.values()].filter(Boolean).length ? [] : kept);
  return new Map([...wanted.keys()].map((source) => [source, insisted.get(source)]));
}

/** A chosen device is insisted on: Chromium takes `ideal` for a hint that the wished size may outweigh. */
function constraints(wanted: Wanted, sound: SoundProcessing): MediaStreamConstraints {
  const device = (source: DeviceSource) => {
    const id = wanted.get(source);
    return id === undefined ? {} : { deviceId: { exact: id } };
  };
  return {
    ...(wanted.has('microphone') && {
      audio: {
        ...device('microphone'),
        echoCancellation: sound.echoCancellation,
        noiseSuppression: sound.noise === 'browser',
        autoGainControl: sound.automaticGain,
        channelCount: { ideal: 1 },
      },
    }),
    ...(wanted.has('camera') && {
      video: {
        ...device('camera'),
        width: { ideal: 1280 },
        height: { ideal: 720 },
        frameRate: { ideal: 30 },
      },
    }),
  };
}
