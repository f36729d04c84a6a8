// ERROR-CODE (RFC 8489, section 14.8) and ADDRESS-ERROR-CODE (RFC 8656, section 18.12).
import { reasons, type ErrorCode } from './codes.ts';

export function encodeErrorCode(code: ErrorCode): Buffer {
  return Buffer.concat([Buffer.from([0, 0, Math.floor(code / 100), code % 100]), Buffer.from(reasons[code])]);
}

/** @param family The address family that could not be had, as RFC 8656 numbers it. */
export function encodeAddressErrorCode(family: number, code: ErrorCode): Buffer {
  const value = encodeErrorCode(code);
  value.writeUInt8(family, 0);
  return value;
}
