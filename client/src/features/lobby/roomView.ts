// What the server says of a room before one joins it.
import { tokenErrors, type TokenError } from '@parley/protocol/constants';

export interface RoomOccupancy {
  readonly peers: number;
  readonly locked: boolean;
  readonly waitingRoom: boolean;
  readonly passcode: boolean;
  readonly recorded: boolean;
  /** The name that one has by one's token, whatever one types. */
  readonly ownName: string | undefined;
}

/** `refusal`: why nothing is said of it, and why one would not get in. */
export type RoomView =
  | { readonly occupancy: RoomOccupancy; readonly refusal?: undefined }
  | { readonly refusal: TokenError; readonly occupancy?: undefined };

/** Undefined for anything that the server does not say. */
export function roomView(body: unknown): RoomView | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const fields: Partial<Record<string, unknown>> = { ...body };
  const refusal = tokenErrors.find((code) => code === fields['code']);
  if (refusal) return { refusal };
  const { peers } = fields;
  if (typeof peers !== 'number') return undefined;
  const has = (rule: Exclude<keyof RoomOccupancy, 'peers'>) => fields[rule] === true;
  return {
    occupancy: {
      peers,
      locked: has('locked'),
      waitingRoom: has('waitingRoom'),
      passcode: has('passcode'),
      recorded: has('recorded'),
      ownName: nameIn(fields['you']),
    },
  };
}

function nameIn(you: unknown): string | undefined {
  if (typeof you !== 'object' || you === null || !('displayName' in you)) return undefined;
  return typeof you.displayName === 'string' ? you.displayName : undefined;
}
