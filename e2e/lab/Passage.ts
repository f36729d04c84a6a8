// What a page said to the server, and was told, while its network changed.

/** One frame on a WebSocket of the page. */
export interface SeenFrame {
  readonly sent: boolean;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

interface Read {
  readonly id?: number;
  readonly method?: string;
  readonly ok?: boolean;
  readonly data?: { readonly resumed?: boolean; readonly media?: { readonly id: string } };
}

export interface Passage {
  /** When the first ICE restart was asked for that the server heard and granted. */
  readonly restartAsked: number | undefined;
  /** Whether the server knew the person again each time, and nobody got new transports. */
  readonly resumed: boolean;
}

/** Of the connections to the server, and of a direct one. */
const restarts = new Set<string | undefined>(['restartIce', 'offer']);

/** @param since Milliseconds since 1970: when the old network was left. */
export function passageOf(frames: readonly SeenFrame[], since: number): Passage {
  const read = frames.map(({ text, ...frame }) => ({ ...frame, ...(JSON.parse(text) as Read) }));
  const mediaIds = read.flatMap(({ sent, data }) => (!sent && data?.media ? [data.media.id] : []));
  const after = read.filter(({ at }) => at >= since);
  const granted = after.find(
    (frame, index) =>
      restarts.has(frame.method) && frame.sent && answerOf(frame, after.slice(index + 1))?.ok === true,
  );
  return {
    restartAsked: granted?.at,
    resumed: new Set(mediaIds).size === 1 && after.every(({ sent, data }) => sent || data?.resumed !== false),
  };
}

/** A new socket counts its requests anew, and begins with a `welcome`. */
function answerOf(request: Read, later: readonly (Read & { readonly sent: boolean })[]): Read | undefined {
  const end = later.findIndex(({ method }) => method === 'welcome');
  return later.slice(0, end === -1 ? undefined : end).find((frame) => !frame.sent && frame.id === request.id);
}
