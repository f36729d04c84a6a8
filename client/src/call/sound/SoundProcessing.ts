import type { Preferences } from '../preferences.ts';

export const noiseSuppressions = ['off', 'browser', 'strong'] as const;

/** `strong` is RNNoise, in the page itself. */
export type NoiseSuppression = (typeof noiseSuppressions)[number];

/** What is done to one's voice before it is sent. */
export interface SoundProcessing {
  readonly echoCancellation: boolean;
  readonly automaticGain: boolean;
  readonly noise: NoiseSuppression;
}

const usual: SoundProcessing = { echoCancellation: true, automaticGain: true, noise: 'browser' };

export function rememberedSound(preferences: Preferences): SoundProcessing {
  const noise = preferences.get('noise');
  return {
    echoCancellation: preferences.get('echoCancellation') !== 'false',
    automaticGain: preferences.get('automaticGain') !== 'false',
    noise: noiseSuppressions.find((one) => one === noise) ?? usual.noise,
  };
}

export function rememberSound(preferences: Preferences, sound: SoundProcessing): void {
  preferences.set('echoCancellation', String(sound.echoCancellation));
  preferences.set('automaticGain', String(sound.automaticGain));
  preferences.set('noise', sound.noise);
}

/** What is really done. Where the browser does not tell, it is taken at its word. */
export function actualSound(
  wished: SoundProcessing,
  settings: MediaTrackSettings,
  isDenoised: boolean,
): SoundProcessing {
  const browsers = (settings.noiseSuppression ?? wished.noise === 'browser') ? 'browser' : 'off';
  return {
    // Newer browsers say of which kind it is, where they do it at all.
    echoCancellation: Boolean(settings.echoCancellation ?? wished.echoCancellation),
    automaticGain: settings.autoGainControl ?? wished.automaticGain,
    noise: isDenoised ? 'strong' : browsers,
  };
}

export function isOther(one: SoundProcessing, other: SoundProcessing): boolean {
  const names = Object.keys(one) as (keyof SoundProcessing)[];
  return names.some((name) => one[name] !== other[name]);
}
