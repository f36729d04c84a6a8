import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RecordingList } from '@parley/protocol';
import { Type, type Static } from 'typebox';
import type { Log } from '../call/ports.ts';
import { replaceFile } from '../replaceFile.ts';
import { readNote } from './notes.ts';

/** As many are told of; the last ones. */
const MOST = 100;

const Deletions = RecordingList.properties.deleted;
export type Deletion = Static<typeof Deletions>[number];

const DeletedNote = Type.Object({ version: Type.Literal(1), deleted: Deletions });

/** What was deleted without anybody asking for it, and why: a small file. */
export class DeletedList {
  readonly #path: string;
  readonly #log: Log;

  constructor(path: string, log: Log) {
    this.#path = path;
    this.#log = log;
  }

  /** The last one first. */
  async read(): Promise<Deletion[]> {
    const text = await readFile(this.#path, 'utf8').catch(() => '');
    return readNote(DeletedNote, text)?.deleted ?? [];
  }

  async add(deletion: Deletion): Promise<void> {
    const deleted = [deletion, ...(await this.read())].slice(0, MOST);
    try {
      await mkdir(dirname(this.#path), { recursive: true });
      await replaceFile(this.#path, `${JSON.stringify({ version: 1, deleted })}\n`);
    } catch (error) {
      this.#log.error({ err: error }, 'what was deleted could not be noted');
    }
  }
}
