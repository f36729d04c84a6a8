import type { OpenedRecording, RecordingAccess } from '../recordings/RecordingAccess.ts';
import type { HmacRecordingTokens } from './HmacRecordingTokens.ts';
import type { KeyGate } from './KeyGate.ts';
import type { OperatorKey } from './OperatorKey.ts';

export interface RecordingKeysParts {
  /** Opens every recording. */
  readonly operatorKey: OperatorKey;
  readonly tokens: HmacRecordingTokens;
  readonly gate: KeyGate;
}

/** The operator's key, and the tokens of those who were hosts, or got a link. */
export class RecordingKeys implements RecordingAccess {
  readonly #parts: RecordingKeysParts;

  constructor(parts: RecordingKeysParts) {
    this.#parts = parts;
  }

  open(key: string | undefined, network: string | undefined): Promise<'all' | OpenedRecording> {
    const { gate, operatorKey, tokens } = this.#parts;
    return gate.open(key, network, (shown) => (operatorKey.is(shown) ? 'all' : tokens.open(shown)));
  }

  linkToken(recordingId: string): string {
    return this.#parts.tokens.issueLink(recordingId);
  }

  verifyTicket(recordingId: string, ticket: string): boolean {
    return this.#parts.tokens.verifyTicket(recordingId, ticket);
  }
}
