import type { PageProblem } from './CallState.ts';

/** Why this page cannot make calls at all, or undefined where it can. */
export function pageProblem(): PageProblem | undefined {
  // Over plain HTTP a browser gives no camera and no microphone. The types promise them nevertheless.
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  if (!globalThis.isSecureContext || devices === undefined) return 'insecure_page';
  // Those that cannot speak with the server are told in the lobby: what knows them comes with the room's code.
  if (typeof RTCPeerConnection === 'undefined') return 'unsupported_browser';
  return undefined;
}
