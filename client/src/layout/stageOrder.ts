// Who stands where when not everybody fits on one page: who speaks is on the first, and nobody else moves. Pure.

export interface StageOrder {
  readonly ids: readonly string[];
  /** Of those who have spoken; who spoke last is last. */
  readonly speakers: readonly string[];
}

export interface StagePerson {
  readonly id: string;
  readonly isSelf: boolean;
  /** 0: silent. */
  readonly speaking: number;
}

export const emptyOrder: StageOrder = { ids: [], speakers: [] };

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

/** The order after a change among the people; the same object where nothing changes. */
export function nextOrder(before: StageOrder, people: readonly StagePerson[], perPage: number): StageOrder {
  const present = new Set(people.map(({ id }) => id));
  const speaking = new Set(people.filter((person) => person.speaking > 0).map(({ id }) => id));
  const known = before.ids.filter((id) => present.has(id));
  const ids = [...new Set([...known, ...present])];
  const silent = before.speakers.filter((id) => present.has(id) && !speaking.has(id));
  const talking = before.speakers.filter((id) => speaking.has(id));
  const speakers = [...new Set([...silent, ...talking, ...speaking])];

  const own = people.find(({ isSelf }) => isSelf)?.id;
  for (const speaker of ids.slice(perPage).filter((id) => speaking.has(id))) {
    const quietest = ids
      .slice(0, perPage)
      .filter((id) => id !== own && !speaking.has(id))
      .toSorted((a, b) => speakers.indexOf(a) - speakers.indexOf(b))[0];
    if (quietest === undefined) break;
    const [from, to] = [ids.indexOf(speaker), ids.indexOf(quietest)];
    ids[to] = speaker;
    ids[from] = quietest;
  }
  return isEqual(ids, before.ids) && isEqual(speakers, before.speakers) ? before : { ids, speakers };
}

function isEqual(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, index) => id === other[index]);
}
