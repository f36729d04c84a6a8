// How a room that was made is written down, and read again.
import { isRoomName, permissions, RoomName, VideoCodec } from '@parley/protocol';
import { Ajv } from 'ajv';
import { Type } from 'typebox';
import type { RoomPlan } from '../call/ports.ts';

/** Raised whenever what was written before would be misread. */
const VERSION = 1;

const closed = { additionalProperties: false } as const;
const Milliseconds = Type.Number({ minimum: 0 });
const check = new Ajv().compile<{ version: number; plan: RoomPlan }>(
  Type.Object(
    {
      version: Type.Literal(VERSION),
      plan: Type.Object(
        {
          name: RoomName,
          createdAt: Milliseconds,
          expiresAt: Type.Optional(Milliseconds),
          rules: Type.Object(
            {
              allowed: Type.Array(Type.Enum([...permissions])),
              locked: Type.Boolean(),
              waitingRoom: Type.Boolean(),
              passcode: Type.Optional(Type.String({ maxLength: 256 })),
            },
            closed,
          ),
          settings: Type.Object(
            {
              videoCodec: Type.Optional(VideoCodec),
              maxPeersPerRoom: Type.Optional(Type.Integer({ minimum: 1 })),
              recording: Type.Optional(Type.Enum(['hosts', 'always', 'never'])),
            },
            closed,
          ),
        },
        closed,
      ),
    },
    closed,
  ),
);

export function planText(plan: RoomPlan): string {
  return JSON.stringify({ version: VERSION, plan });
}

/** @throws {Error} for what is none, or not one that this version of the server reads. */
export function readPlan(text: string): RoomPlan {
  const value: unknown = JSON.parse(text);
  if (!check(value) || !isRoomName(value.plan.name)) {
    const [problem] = check.errors ?? [];
    throw new Error(`${problem?.instancePath ?? ''} ${problem?.message ?? 'is wrong'}`.trim());
  }
  return value.plan;
}
