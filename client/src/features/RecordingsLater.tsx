// The page of recordings, whose code comes when somebody goes there.
import { later } from '../react/later.tsx';

interface RecordingsProps {
  /** Undefined: the list. */
  readonly recordingId: string | undefined;
}

export const RecordingsLater = later<RecordingsProps>(async () => {
  const [{ Recordings }, { HttpRecordingsApi }] = await Promise.all([
    import('./recordings/Recordings.tsx'),
    import('../recordings/HttpRecordingsApi.ts'),
  ]);
  const api = new HttpRecordingsApi(fetch);
  return ({ recordingId }) => <Recordings api={api} recordingId={recordingId} />;
});
