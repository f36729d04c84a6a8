import type { types } from 'mediasoup-client';

/**
 * mediasoup-client 3 reads the header extensions of an offer into a map by their ids, where sound and pictures have some
 * in common: only the kind of the last section then seems to have those. A picture that is sent in a section before one
 * of sound would go without its MID and its transport-wide sequence numbers, and never be forwarded. What the sections
 * so far had for both kinds, both kinds have.
 * https://www.rfc-editor.org/rfc/rfc8285#section-6
 *
 * @param sdp What was negotiated last, if anything.
 */
export function withSharedExtensions(
  capabilities: types.RtpCapabilities,
  sdp: string | undefined,
): types.RtpCapabilities {
  const had = extensionsIn(sdp ?? '');
  const twins = (capabilities.headerExtensions ?? []).flatMap((extension) => {
    const kind = extension.kind === 'audio' ? ('video' as const) : ('audio' as const);
    return had.has(keyOf({ ...extension, kind })) ? [{ ...extension, kind }] : [];
  });
  return { ...capabilities, headerExtensions: [...(capabilities.headerExtensions ?? []), ...twins] };
}

function keyOf({ kind, uri, preferredId }: { kind: string; uri: string; preferredId: number }): string {
  return `${kind} ${preferredId} ${uri}`;
}

/** Of all sections, by kind, id and URI. */
function extensionsIn(sdp: string): ReadonlySet<string> {
  const keys = new Set<string>();
  let kind = '';
  for (const line of sdp.split(/\r?\n/)) {
    kind = /^m=(\w+)/.exec(line)?.[1] ?? kind;
    const [, id, uri] = /^a=extmap:(\d+)(?:\/\w+)? (\S+)/.exec(line) ?? [];
    if (id !== undefined && uri !== undefined) keys.add(keyOf({ kind, uri, preferredId: Number(id) }));
  }
  return keys;
}
