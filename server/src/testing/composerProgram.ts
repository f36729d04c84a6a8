// In the place of the composer, as a process: what it makes is of bytes that mean nothing. `FFMPEG=missing`: it makes nothing.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command, News } from '@parley/composer/channel';
import { madeBytes } from './madeRecording.ts';

const tell = (news: News): void => void process.send?.(news);
process.once('disconnect', () => process.exit(0));
process.on('message', (command: Command) => {
  if (command.name === 'cancel') return;
  const { name, recordingId, dir, file } = command;
  if (process.env['FFMPEG'] === 'missing') {
    tell({ name: 'failed', recordingId, of: name, problem: 'ffmpeg_missing', message: 'as planned' });
    return;
  }
  // Deleted meanwhile.
  if (!existsSync(dir)) return;
  const bytes = madeBytes(name === 'preview' ? 500 : 5_000);
  writeFileSync(join(dir, file), bytes);
  if (name === 'preview') tell({ name: 'previewed', recordingId });
  else
    tell({
      name: 'composed',
      recordingId,
      bytes: bytes.length,
      duration: 60_000,
      chapters: [{ at: 0, title: 'Ana' }],
    });
});
tell({ name: 'listening' });
