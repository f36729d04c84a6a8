// The order of the people on the stage, which follows who speaks: rendered again only when somebody moves.
import { useEffect, useState } from 'react';
import type { Levels } from '../../call/CallState.ts';
import { nextOrder, type StagePerson } from '../../layout/stageOrder.ts';

/** @param perPage How many stand on the first page. */
export function useStageOrder(
  people: readonly StagePerson[],
  levels: Levels,
  perPage: number,
): readonly string[] {
  const [order, setOrder] = useState<readonly string[]>([]);
  const next = nextOrder(order, people, levels, perPage);
  if (next !== order) setOrder(next);
  useEffect(
    () => levels.subscribe(() => setOrder((now) => nextOrder(now, people, levels, perPage))),
    [levels, people, perPage],
  );
  return next;
}
