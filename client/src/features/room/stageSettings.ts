// How the person wants the stage: remembered in this browser, and taken at once.
import { WatchedValue } from '../../call/WatchedValue.ts';
import { ownPlaces, type OwnPlace } from '../../layout/ownPlace.ts';
import { stageViews, type StageView } from '../../layout/stagePlan.ts';
import { remember, remembered } from '../../remembered.ts';

export interface StageSettings {
  readonly view: StageView;
  /** Where one's own picture is. */
  readonly ownPlace: OwnPlace;
  /** Whether one sees oneself as in a mirror. The others never do. */
  readonly mirrored: boolean;
}

export const stageSettings = new WatchedValue<StageSettings>({
  view: oneOf(stageViews, remembered('view')) ?? 'automatic',
  ownPlace: oneOf(ownPlaces, remembered('own-place')) ?? 'among',
  mirrored: remembered('mirrored') !== 'no',
});

export function changeStage(change: Partial<StageSettings>): void {
  const now = { ...stageSettings.get(), ...change };
  stageSettings.set(now);
  remember('view', now.view);
  remember('own-place', now.ownPlace);
  remember('mirrored', now.mirrored ? 'yes' : 'no');
}

function oneOf<T extends string>(values: readonly T[], value: string | undefined): T | undefined {
  return values.find((each) => each === value);
}
