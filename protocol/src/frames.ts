// The three kinds of frame. Every frame is one JSON text.
import { Type, type Static } from 'typebox';
import type { ErrorCode } from './constants.ts';
import type { Method, RequestData, RequestResult } from './requests.ts';
import type { NotificationData, NotificationMethod } from './notifications.ts';

/** The envelope of a request; its data is checked by the schema of its method. */
export const RequestFrame = Type.Object(
  {
    kind: Type.Literal('request'),
    /** Chosen by the client, given back in the response. */
    id: Type.Integer({ minimum: 0, maximum: 0xffffffff }),
    method: Type.String({ maxLength: 64 }),
    data: Type.Unknown(),
  },
  { additionalProperties: false },
);
export type RequestFrame = Static<typeof RequestFrame>;

export type TypedRequestFrame = {
  [M in Method]: { kind: 'request'; id: number; method: M; data: RequestData<M> };
}[Method];

export interface ErrorBody {
  code: ErrorCode;
  /** For people who read logs; not for screens, and not to branch on. */
  message: string;
}

export type ResponseFrame<M extends Method = Method> =
  | { kind: 'response'; id: number; ok: true; data: RequestResult<M> }
  | { kind: 'response'; id: number; ok: false; error: ErrorBody };

export type NotificationFrame = {
  [M in NotificationMethod]: { kind: 'notification'; method: M; data: NotificationData<M> };
}[NotificationMethod];

export type ServerFrame = ResponseFrame | NotificationFrame;
