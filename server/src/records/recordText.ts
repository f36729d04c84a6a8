// How a meeting's record is written down, and read again.
import { permissions, PeerId, roles, TrackId } from '@parley/protocol';
import { Ajv } from 'ajv';
import { Type } from 'typebox';
import type { MeetingRecord } from '../call/ports.ts';

/** Raised whenever what was written before would be misread. */
const VERSION = 1;

const closed = { additionalProperties: false } as const;
const Text = Type.String({ maxLength: 256 });
const check = new Ajv().compile<{ version: number; record: MeetingRecord }>(
  Type.Object(
    {
      version: Type.Literal(VERSION),
      record: Type.Object(
        {
          rules: Type.Object(
            {
              allowed: Type.Array(Type.Enum([...permissions])),
              locked: Type.Boolean(),
              waitingRoom: Type.Boolean(),
              passcode: Type.Optional(Text),
            },
            closed,
          ),
          inside: Type.Array(PeerId),
          roles: Type.Array(Type.Tuple([PeerId, Type.Enum([...roles])])),
          known: Type.Array(PeerId),
          turnedOut: Type.Array(Type.Tuple([PeerId, Type.Enum(['removed', 'banned', 'denied'])])),
          bannedNetworks: Type.Array(Text),
          muted: Type.Array(Type.Tuple([PeerId, Type.Array(TrackId)])),
          recording: Type.Optional(
            Type.Object(
              { recordingId: PeerId, startedAt: Type.Number({ minimum: 0 }), paused: Type.Boolean() },
              closed,
            ),
          ),
        },
        closed,
      ),
    },
    closed,
  ),
);

export function recordText(record: MeetingRecord): string {
  return JSON.stringify({ version: VERSION, record });
}

/** @throws {Error} for what is no record, or not one that this version of the server reads. */
export function readRecord(text: string): MeetingRecord {
  const value: unknown = JSON.parse(text);
  if (!check(value)) {
    const [problem] = check.errors ?? [];
    throw new Error(`${problem?.instancePath ?? ''} ${problem?.message ?? 'is wrong'}`.trim());
  }
  return value.record;
}
