// What may be a name in the folder of recordings. None leads out of it, and none is hidden.

/** As the server makes them: 12 random bytes in base64url. */
export const isRecordingId = (text: string): boolean => /^[A-Za-z0-9_-]{16}$/.test(text);

export const isFileName = (text: string): boolean => /^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,199}$/.test(text);

/** What stands in a recording's folder beside its tracks. */
export const names = {
  manifest: 'manifest.json',
  journal: 'journal.jsonl',
  film: 'film.json',
  upload: 'upload.json',
  preview: 'preview.jpg',
} as const;
