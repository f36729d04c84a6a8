// Who stands where when not everybody fits on one page: who speaks is on the first, and nobody else moves. Pure.

export interface StagePerson {
  readonly id: string;
  readonly isSelf: boolean;
}

export interface StageVoices {
  /** Above 0: speaks now. */
  of(id: string): number;
  /** The greater, the later somebody spoke last; 0: not yet. */
  turnOf(id: string): number;
}

/** A smaller tile shows too little. */
const SMALLEST = { width: 120, height: 90 };
/** As many pictures as the server lets one have. */
const MOST = 25;

/** How many tiles a stage has room for. */
export function tilesPerPage(stage: { width: number; height: number; gap: number }): number {
  const columns = Math.floor((stage.width + stage.gap) / (SMALLEST.width + stage.gap));
  const rows = Math.floor((stage.height + stage.gap) / (SMALLEST.height + stage.gap));
  return Math.min(MOST, Math.max(1, columns * rows));
}

/** Those who were there in their order, and then those who came; the same object where nothing changes. */
export function arrivalOrder(before: readonly string[], present: readonly string[]): readonly string[] {
  const ids = [...new Set([...before.filter((id) => present.includes(id)), ...present])];
  return isSame(ids, before) ? before : ids;
}

/**
 * The ids in order, after a change among the people or of who speaks; the same object where nothing changes.
 * @param perPage How many stand on the first page.
 */
export function nextOrder(
  before: readonly string[],
  people: readonly StagePerson[],
  voices: StageVoices,
  perPage: number,
): readonly string[] {
  const present = people.map(({ id }) => id);
  const ids = [...arrivalOrder(before, present)];
  const own = people.find(({ isSelf }) => isSelf)?.id;
  const speaks = (id: string) => voices.of(id) > 0;
  for (const speaker of ids.slice(perPage).filter(speaks)) {
    const [quietest] = ids
      .slice(0, perPage)
      .filter((id) => id !== own && !speaks(id))
      .toSorted((a, b) => voices.turnOf(a) - voices.turnOf(b));
    if (quietest === undefined) break;
    const [from, to] = [ids.indexOf(speaker), ids.indexOf(quietest)];
    ids[to] = speaker;
    ids[from] = quietest;
  }
  return isSame(ids, before) ? before : ids;
}

/** Two in each other's place; the same object where one of them is not there. */
export function exchanged(
  order: readonly string[],
  one: string | undefined,
  other: string | undefined,
): readonly string[] {
  const isBoth = [one, other].every((id) => id !== undefined && order.includes(id));
  if (one === other || !isBoth) return order;
  return order.map((id) => (id === one ? other : id === other ? one : id) ?? id);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, index) => id === other[index]);
}
