// Which tiles are large and which stand beside them. Pure.

/** `automatic`: all alike, until somebody shares a screen. `grid`: all alike, whatever happens. */
export const stageViews = ['automatic', 'grid', 'speaker'] as const;
export type StageView = (typeof stageViews)[number];

/** A camera or a shared screen of somebody. */
export interface StageTile {
  readonly key: string;
  readonly participantId: string;
  readonly source: 'camera' | 'screen';
}

export interface PlanInput {
  readonly view: StageView;
  /** Ids of those whose cameras have a place, in their order. */
  readonly people: readonly string[];
  /** Ids of those who share a screen, in the order in which they began. */
  readonly screens: readonly string[];
  /** Oneself, whose own screen is large to the others only. */
  readonly selfId: string | undefined;
  /** Keys of tiles. One that is not there counts for nothing. */
  readonly pinned: ReadonlySet<string>;
  /** Whom the speaker view shows. */
  readonly speakerId: string | undefined;
}

export interface StagePlan {
  /** The large ones. None: all are alike. */
  readonly main: readonly StageTile[];
  readonly others: readonly StageTile[];
}

export function tileKeyOf({ participantId, source }: Omit<StageTile, 'key'>): string {
  return source === 'camera' ? participantId : `${participantId}/screen`;
}

export function cameraTile(participantId: string): StageTile {
  return tile({ participantId, source: 'camera' });
}

function screenTile(participantId: string): StageTile {
  return tile({ participantId, source: 'screen' });
}

function tile(picture: Omit<StageTile, 'key'>): StageTile {
  return { key: tileKeyOf(picture), ...picture };
}

export function stagePlan(input: PlanInput): StagePlan {
  const tiles = [...input.screens.map(screenTile), ...input.people.map(cameraTile)];
  const keys = mainKeys(input, tiles);
  const main = tiles.filter(({ key }) => keys.has(key));
  return { main, others: tiles.filter(({ key }) => !keys.has(key)) };
}

/** What somebody pinned goes before what is shared, and that before who speaks. */
function mainKeys(input: PlanInput, tiles: readonly StageTile[]): ReadonlySet<string> {
  const { view, screens, selfId, pinned, speakerId } = input;
  if (tiles.some(({ key }) => pinned.has(key))) return pinned;
  if (view === 'grid') return new Set();
  const shared = screens.findLast((id) => id !== selfId);
  if (shared !== undefined) return new Set([screenTile(shared).key]);
  return new Set(view === 'speaker' && speakerId !== undefined ? [speakerId] : []);
}
