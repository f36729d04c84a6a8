import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command, News, Problem } from '@parley/composer/channel';
import type { Composer } from '../recordings/ComposerProcess.ts';
import { madeBytes } from './madeRecording.ts';

/** A composer that makes nothing until a test says so, and remembers what it was told. */
export class FakeComposer implements Composer {
  readonly told: Command[] = [];
  isResting = false;
  /** It does not start. */
  isMissing = false;
  hear: (news: News) => void = () => {};

  async tell(command: Command): Promise<void> {
    if (this.isMissing) throw new Error('as planned');
    this.isResting = false;
    this.told.push(command);
  }

  rest(): void {
    this.isResting = true;
  }

  async close(): Promise<void> {}

  /** What it was told of last, without what it was told to leave. */
  get current(): Exclude<Command, { name: 'cancel' }> | undefined {
    const last = this.told.at(-1);
    return last?.name === 'cancel' ? undefined : last;
  }

  /** Makes what it was told of last. */
  finish({ bytes = 5_000, duration = 60_000 } = {}): void {
    const { current } = this;
    if (!current) throw new Error('there is nothing to be made');
    const { recordingId, dir, file, name } = current;
    writeFileSync(join(dir, file), madeBytes(bytes));
    if (name === 'preview') this.hear({ name: 'previewed', recordingId });
    else this.hear({ name: 'composed', recordingId, bytes, duration, chapters: [{ at: 0, title: 'Ana' }] });
  }

  fail(problem: Problem): void {
    const { current } = this;
    if (!current) throw new Error('there is nothing to be made');
    const { recordingId, name } = current;
    this.hear({ name: 'failed', recordingId, of: name, problem, message: 'as planned' });
  }
}
