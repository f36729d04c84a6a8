// Which tiles stand on the stage now, on which page and where.
import { useMemo, useState } from 'react';
import type { Levels, Participant } from '../../call/CallState.ts';
import { cornerRect, isCorner, type OwnPlace } from '../../layout/ownPlace.ts';
import { othersPerPage, stageLayout, type StageSize } from '../../layout/stageLayout.ts';
import { arrivalOrder } from '../../layout/stageOrder.ts';
import { cameraTile, stagePlan, type StageTile } from '../../layout/stagePlan.ts';
import type { TileRect } from '../../layout/tileLayout.ts';
import type { StageSettings } from './stageSettings.ts';
import { useMainSpeaker } from './useMainSpeaker.ts';
import { useStageOrder } from './useStageOrder.ts';

export interface PlacedTile extends StageTile {
  readonly participant: Participant;
  readonly rect: TileRect;
  readonly place: 'main' | 'others' | 'corner';
}

export interface StagePages {
  readonly page: number;
  readonly pages: number;
  readonly turnTo: (page: number) => void;
}

/** Who speaks is followed where it is shown, and renders nothing elsewhere. */
const nobody: readonly string[] = [];

interface StagePlanInput {
  readonly stage: StageSize;
  readonly participants: readonly Participant[];
  readonly levels: Levels;
  readonly settings: StageSettings;
  readonly pinned: ReadonlySet<string>;
}

export function useStagePlan(input: StagePlanInput): { tiles: readonly PlacedTile[] } & StagePages {
  const { stage, participants, levels, settings, pinned } = input;
  const own = participants.find(({ isSelf }) => isSelf);
  const ownPlace = placeOfOwn(settings.ownPlace, participants.length);
  const people = useMemo(
    () => participants.filter(({ isSelf }) => !isSelf || ownPlace === 'among'),
    [participants, ownPlace],
  );
  const screens = useArrivals(participants.filter(isSharing).map(({ id }) => id));
  const audience = useArrivals(participants.filter(({ isSelf }) => !isSelf).map(({ id }) => id));
  const speakerId = useMainSpeaker(settings.view === 'speaker' ? audience : nobody, levels);

  const planWith = (ids: readonly string[]) =>
    stagePlan({ view: settings.view, people: ids, screens, selfId: own?.id, pinned, speakerId });
  const { main } = planWith(people.map(({ id }) => id));
  const largePeople = main.filter(({ source }) => source === 'camera').length;
  // Until the stage has a size, as one page.
  const perPage = stage.width > 0 ? othersPerPage(stage, main.length) : participants.length + screens.length;
  const smallScreens = screens.length - main.length + largePeople;
  const largeId =
    largePeople === 1 ? main.find(({ source }) => source === 'camera')?.participantId : undefined;
  const firstPage = Math.max(1, perPage - smallScreens + largePeople);
  const order = useStageOrder(people, levels, firstPage, largeId);
  const { others } = planWith(order);

  const [wished, turnTo] = useState(0);
  const pages = Math.max(1, Math.ceil(others.length / perPage));
  const page = Math.min(wished, pages - 1);
  const shown = others.slice(page * perPage, (page + 1) * perPage);
  const whole = main.every(({ source }) => source === 'screen');
  const rects = stageLayout({ stage, main: main.length, whole, others: shown.length });
  const ownRect = own && isCorner(ownPlace) ? cornerRect(stage, ownPlace) : undefined;

  const placed = [
    ...placeAll('main', main, rects.main),
    ...placeAll('others', shown, rects.others),
    ...(own && ownRect ? placeAll('corner', [cameraTile(own.id)], [ownRect]) : []),
  ];
  return { tiles: inSteadyOrder(placed, participants), page, pages, turnTo };
}

/** Whoever is alone has nobody else to look at. */
function placeOfOwn(wished: OwnPlace, people: number): OwnPlace {
  return people === 1 && isCorner(wished) ? 'among' : wished;
}

function isSharing({ screen }: Participant): boolean {
  return screen !== undefined && !screen.muted;
}

/** Ids in the order in which they came, in the same array as long as they are the same. */
function useArrivals(present: readonly string[]): readonly string[] {
  const [order, setOrder] = useState<readonly string[]>([]);
  const next = arrivalOrder(order, present);
  if (next !== order) setOrder(next);
  return next;
}

type Placed = Omit<PlacedTile, 'participant'>;

function placeAll(
  place: PlacedTile['place'],
  tiles: readonly StageTile[],
  rects: readonly TileRect[],
): Placed[] {
  return tiles.flatMap((tile, index) => {
    const rect = rects[index];
    return rect ? [{ ...tile, rect, place }] : [];
  });
}

/** As people came, wherever they stand: an element that is moved in the document loses its picture. */
function inSteadyOrder(placed: readonly Placed[], participants: readonly Participant[]): PlacedTile[] {
  const byKey = new Map(placed.map((tile) => [tile.key, tile]));
  return participants.flatMap((participant) =>
    ['', '/screen'].flatMap((kind) => {
      const tile = byKey.get(`${participant.id}${kind}`);
      return tile ? [{ ...tile, participant }] : [];
    }),
  );
}
