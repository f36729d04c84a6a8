// The order of the people on the stage, which follows who speaks: rendered again only when somebody moves.
import { useEffect, useRef, useState } from 'react';
import type { Levels } from '../../call/CallState.ts';
import { exchanged, nextOrder, type StagePerson } from '../../layout/stageOrder.ts';

/** Milliseconds between two moves: where many talk at once, a stage that followed each of them could not be looked at. */
const CALM = 1_500;

/**
 * @param perPage How many stand on the first page.
 * @param largeId Who is shown large, if it is one of them.
 */
export function useStageOrder(
  people: readonly StagePerson[],
  levels: Levels,
  perPage: number,
  largeId: string | undefined,
): readonly string[] {
  const [order, setOrder] = useState<readonly string[]>([]);
  const [large, setLarge] = useState(largeId);
  if (largeId !== large) setLarge(largeId);
  const next = nextOrder(exchanged(order, large, largeId), people, levels, perPage);
  if (next !== order) setOrder(next);

  const latest = useRef(next);
  const movedAt = useRef(-Infinity);
  useEffect(() => {
    latest.current = next;
  }, [next]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      const moved = nextOrder(latest.current, people, levels, perPage);
      if (moved === latest.current || timer !== undefined) return;
      const wait = movedAt.current + CALM - performance.now();
      if (wait > 0) {
        timer = setTimeout(() => {
          timer = undefined;
          look();
        }, wait);
        return;
      }
      movedAt.current = performance.now();
      setOrder(moved);
    };
    const stop = levels.subscribe(look);
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [levels, people, perPage]);
  return next;
}
