/**
 * The same SDP of the other side, with which Chromium begins at `kbps` and not at 300 kb/s, so that the picture is as
 * sharp as the one that it takes over from. Other browsers ignore it.
 */
export function withStartBitrate(sdp: string, kbps: number): string {
  const lines = sdp.split('\r\n');
  const payloads = new Set(
    lines.flatMap((line) => /^a=rtpmap:(\d+) (?:VP8|VP9|H264|AV1)\//i.exec(line)?.[1] ?? []),
  );
  return lines
    .flatMap((line) => {
      const payload = /^a=(?:rtpmap|fmtp):(\d+) /.exec(line)?.[1];
      if (payload === undefined || !payloads.has(payload)) return [line];
      if (line.startsWith('a=fmtp:')) return [`${line};x-google-start-bitrate=${kbps}`];
      const hasParameters = lines.some((other) => other.startsWith(`a=fmtp:${payload} `));
      return hasParameters ? [line] : [line, `a=fmtp:${payload} x-google-start-bitrate=${kbps}`];
    })
    .join('\r\n');
}
