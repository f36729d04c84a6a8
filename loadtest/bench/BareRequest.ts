// How clients of the bare server ask.
import type { DtlsFingerprint, MediaKind, RtpParameters } from '@parley/protocol';

export type BareRequest = { readonly id: number } & (
  | { readonly method: 'join'; readonly room: string; readonly fingerprints: readonly DtlsFingerprint[] }
  | {
      readonly method: 'produce';
      readonly kind: MediaKind;
      readonly rtpParameters: RtpParameters;
      /** Whether others receive it now. */
      readonly isForwarded: boolean;
    }
  | { readonly method: 'watch' }
);

export interface BareAnswer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}
