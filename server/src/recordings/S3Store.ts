import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type * as S3 from '@aws-sdk/client-s3';
import { isFileName, isRecordingId, names } from './names.ts';
import type { BegunUpload, ByteRange, RecordingStore, StoredFile, UploadProgress } from './RecordingStore.ts';

/** Bytes up to which a file is sent in one piece. */
const MOST_IN_ONE = 16 * 1024 * 1024;
/** Bytes of a part, and how many there may be: S3 takes 10,000. */
const PART = 8 * 1024 * 1024;
const MOST_PARTS = 9_000;

export interface S3Options {
  readonly bucket: string;
  /** Undefined: that of Amazon in the region. */
  readonly endpoint: string | undefined;
  readonly region: string;
  /** Undefined: what the environment of the machine gives. */
  readonly credentials: { accessKeyId: string; secretAccessKey: string } | undefined;
  /** Before the names of all objects; ends with a slash, or is empty. */
  readonly prefix: string;
  /** Whether the bucket is named in the path of the address instead of in the host. */
  readonly pathStyle: boolean;
}

/** Recordings in a bucket: `PREFIX/RECORDINGID/FILE`. */
export class S3Store implements RecordingStore {
  readonly #sdk: typeof S3;
  readonly #client: S3.S3Client;
  readonly #bucket: string;
  readonly #prefix: string;

  /** The client of S3 is large: it is loaded here, and nowhere else. */
  static async open(options: S3Options): Promise<S3Store> {
    return new S3Store(await import('@aws-sdk/client-s3'), options);
  }

  private constructor(
    sdk: typeof S3,
    { bucket, endpoint, region, credentials, prefix, pathStyle }: S3Options,
  ) {
    this.#sdk = sdk;
    this.#bucket = bucket;
    this.#prefix = prefix;
    this.#client = new sdk.S3Client({
      region,
      forcePathStyle: pathStyle,
      // Not every server that speaks S3 knows the checksums of the newer protocol.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      ...(endpoint !== undefined && { endpoint }),
      ...(credentials && { credentials }),
    });
  }

  close(): void {
    this.#client.destroy();
  }

  async recordings(): Promise<string[]> {
    const keys = await this.#list(this.#prefix);
    const ids = keys.flatMap(({ key }) => {
      const [recordingId = '', file, ...rest] = key.slice(this.#prefix.length).split('/');
      return isRecordingId(recordingId) && file === names.manifest && rest.length === 0 ? [recordingId] : [];
    });
    return ids;
  }

  async files(recordingId: string): Promise<ReadonlyMap<string, number>> {
    if (!isRecordingId(recordingId)) return new Map();
    const folder = this.#key(recordingId, '');
    const files = (await this.#list(folder)).map(
      ({ key, bytes }) => [key.slice(folder.length), bytes] as const,
    );
    return new Map(files.filter(([file]) => isFileName(file)));
  }

  async find(recordingId: string, file: string): Promise<StoredFile | undefined> {
    if (!isRecordingId(recordingId) || !isFileName(file)) return undefined;
    const object = { Bucket: this.#bucket, Key: this.#key(recordingId, file) };
    try {
      const {
        ContentLength: bytes = 0,
        Metadata,
        ETag = '',
      } = await this.#client.send(new this.#sdk.HeadObjectCommand(object));
      return {
        bytes,
        version: Metadata?.['version'] ?? ETag.replaceAll('"', ''),
        read: (range) => this.#read(object, range),
      };
    } catch (error) {
      if (isStatus(error, 404)) return undefined;
      throw error;
    }
  }

  async keep(
    recordingId: string,
    file: string,
    content: StoredFile,
    progress?: UploadProgress,
  ): Promise<void> {
    if (!isRecordingId(recordingId) || !isFileName(file)) throw new Error('that is no name of a file');
    const object = { Bucket: this.#bucket, Key: this.#key(recordingId, file) };
    if (content.bytes > MOST_IN_ONE) return this.#keepInParts(object, content, progress);
    const body = content.bytes === 0 ? Buffer.alloc(0) : await buffer(await content.read());
    assertLength(body, content.bytes);
    const Metadata = { version: content.version };
    await this.#client.send(new this.#sdk.PutObjectCommand({ ...object, Body: body, Metadata }));
  }

  async removeFile(recordingId: string, file: string): Promise<void> {
    if (!isRecordingId(recordingId) || !isFileName(file)) return;
    const object = { Bucket: this.#bucket, Key: this.#key(recordingId, file) };
    await this.#client.send(new this.#sdk.DeleteObjectCommand(object));
  }

  /** The manifest first: without it, it is no recording any more. */
  async remove(recordingId: string): Promise<void> {
    await this.removeFile(recordingId, names.manifest);
    for (const file of (await this.files(recordingId)).keys()) await this.removeFile(recordingId, file);
  }

  /** What was sent of a file in parts is not wanted any more. Not every server knows this. */
  async abandon(recordingId: string, file: string, uploadId: string): Promise<void> {
    const object = { Bucket: this.#bucket, Key: this.#key(recordingId, file), UploadId: uploadId };
    await this.#client.send(new this.#sdk.AbortMultipartUploadCommand(object)).catch(() => {});
  }

  async #keepInParts(
    object: { Bucket: string; Key: string },
    content: StoredFile,
    progress: UploadProgress | undefined,
  ): Promise<void> {
    let begun: BegunUpload = progress?.begun ?? (await this.#begin(object, content));
    if (!progress?.begun) await progress?.note(begun);
    const count = Math.ceil(content.bytes / begun.partSize);
    for (let index = begun.parts.length; index < count; index += 1) {
      const start = index * begun.partSize;
      const end = Math.min(content.bytes, start + begun.partSize) - 1;
      const body = await buffer(await content.read({ start, end }));
      assertLength(body, end - start + 1);
      const part = { ...object, UploadId: begun.uploadId, PartNumber: index + 1, Body: body };
      const { ETag } = await this.#client.send(new this.#sdk.UploadPartCommand(part));
      if (ETag === undefined) throw new Error('the bucket did not say what it calls a part');
      begun = { ...begun, parts: [...begun.parts, ETag] };
      await progress?.note(begun);
    }
    const parts = begun.parts.map((ETag, index) => ({ ETag, PartNumber: index + 1 }));
    await this.#client.send(
      new this.#sdk.CompleteMultipartUploadCommand({
        ...object,
        UploadId: begun.uploadId,
        MultipartUpload: { Parts: parts },
      }),
    );
  }

  async #begin(object: { Bucket: string; Key: string }, content: StoredFile): Promise<BegunUpload> {
    const Metadata = { version: content.version };
    const { UploadId } = await this.#client.send(
      new this.#sdk.CreateMultipartUploadCommand({ ...object, Metadata }),
    );
    if (UploadId === undefined) throw new Error('the bucket began no upload');
    return { uploadId: UploadId, partSize: Math.max(PART, Math.ceil(content.bytes / MOST_PARTS)), parts: [] };
  }

  async #read(object: { Bucket: string; Key: string }, range: ByteRange | undefined): Promise<Readable> {
    const asked = range && { Range: `bytes=${range.start}-${range.end}` };
    const { Body, ContentLength } = await this.#client.send(
      new this.#sdk.GetObjectCommand({ ...object, ...asked }),
    );
    // In Node it is one.
    const body = Body as Readable;
    if (!range || ContentLength === range.end - range.start + 1) return body;
    body.destroy();
    throw new Error('the bucket did not send the bytes that it was asked for');
  }

  async #list(prefix: string): Promise<{ key: string; bytes: number }[]> {
    const found: { key: string; bytes: number }[] = [];
    let more: { ContinuationToken?: string } | undefined = {};
    while (more) {
      const page: S3.ListObjectsV2CommandOutput = await this.#client.send(
        new this.#sdk.ListObjectsV2Command({ Bucket: this.#bucket, Prefix: prefix, ...more }),
      );
      found.push(...(page.Contents ?? []).map(({ Key = '', Size = 0 }) => ({ key: Key, bytes: Size })));
      more =
        page.NextContinuationToken === undefined
          ? undefined
          : { ContinuationToken: page.NextContinuationToken };
    }
    return found;
  }

  #key(recordingId: string, file: string): string {
    return `${this.#prefix}${recordingId}/${file}`;
  }
}

/** @throws When it is another file by now than the one that is to be kept. */
function assertLength({ length }: Buffer, expected: number): void {
  if (length !== expected) throw new Error(`only ${length} of ${expected} bytes came`);
}

/** Of an answer of the bucket. */
export function isStatus(error: unknown, status: number): boolean {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === status;
}
