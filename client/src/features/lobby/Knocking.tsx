// Before the door: somebody inside has been asked, and one waits for them.
import type { Call } from '../../call/CallState.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { useStore } from '../../react/useStore.ts';
import { Button } from '../../ui/Button.tsx';
import { PlainPage } from '../../ui/PlainPage.tsx';
import styles from './Knocking.module.css';
import { Preview } from './Preview.tsx';

export function Knocking({ call }: { readonly call: Call }) {
  const words = useMessages().lobby.knocking;
  const media = useStore(call.media);
  const { participants } = useStore(call);
  return (
    <PlainPage title={words.title} text={words.text}>
      <div className={styles.preview}>
        <Preview media={call.media} state={media} name={participants[0]?.displayName ?? ''} />
      </div>
      <Button onClick={() => call.leave()}>{words.leave}</Button>
    </PlainPage>
  );
}
