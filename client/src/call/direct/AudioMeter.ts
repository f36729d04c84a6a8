import { audioEnergies, type AudioEnergy, type StatsReport } from './pathReport.ts';

/** dBov below which nobody speaks; the server's threshold. */
const THRESHOLD = -58;

/** dBov (−127 to 0) of who speaks. */
export interface AudioLevels {
  readonly own: number | undefined;
  readonly other: number | undefined;
}

/** Tells who speaks on one connection, from its statistics: no server hears it. */
export class AudioMeter {
  #before: { own: AudioEnergy | undefined; other: AudioEnergy | undefined } | undefined;
  #levels: AudioLevels = { own: undefined, other: undefined };

  get levels(): AudioLevels {
    return this.#levels;
  }

  /** Returns whether somebody began or ceased to speak, or does so louder or less loud. */
  take(report: StatsReport): boolean {
    const now = audioEnergies(report);
    const { own, other } = this.#levels;
    this.#levels = {
      own: levelBetween(this.#before?.own, now.own),
      other: levelBetween(this.#before?.other, now.other),
    };
    this.#before = now;
    return own !== this.#levels.own || other !== this.#levels.other;
  }
}

/** https://www.w3.org/TR/webrtc-stats/#dom-rtcinboundrtpstreamstats-totalaudioenergy */
function levelBetween(before: AudioEnergy | undefined, now: AudioEnergy | undefined): number | undefined {
  if (!before || !now || now.duration <= before.duration) return undefined;
  const meanSquare = (now.energy - before.energy) / (now.duration - before.duration);
  const level = Math.round(10 * Math.log10(meanSquare));
  return level > THRESHOLD ? level : undefined;
}
