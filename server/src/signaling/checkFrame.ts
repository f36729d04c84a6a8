// Every frame is checked against its schema here, before anything else of the server sees it.
import { isRoomName, RequestFrame, requests, type Method, type TypedRequestFrame } from '@parley/protocol';
import { Ajv, type ValidateFunction } from 'ajv';
import { CallError } from '../call/CallError.ts';

const ajv = new Ajv({ strict: true, allErrors: false });
const isRequestFrame = ajv.compile<RequestFrame>(RequestFrame);
const dataChecks = new Map<string, ValidateFunction>(
  Object.entries(requests).map(([method, { data }]) => [method, ajv.compile(data)]),
);

/** The frame in a text, or undefined where there is none and so no id to answer to. */
export function parseRequestFrame(text: string): RequestFrame | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRequestFrame(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The frame with its data known to be what its method takes.
 * @throws {CallError} `unknown_method`, `invalid_request`
 */
export function checkRequest(frame: RequestFrame): TypedRequestFrame {
  const check = dataChecks.get(frame.method);
  if (!check) throw new CallError('unknown_method', 'there is no such method');
  if (!check(frame.data)) {
    throw new CallError('invalid_request', ajv.errorsText(check.errors, { dataVar: 'data' }));
  }
  const checked = { ...frame, method: frame.method as Method } as TypedRequestFrame;
  if ((checked.method === 'join' || checked.method === 'knock') && !isRoomName(checked.data.room)) {
    throw new CallError('invalid_request', 'data/room is not spelled as room names are');
  }
  return checked;
}
