// The server cannot be reached: what to do. It tries again by itself when the device is back in the network.
import { useEffect } from 'react';
import { brand } from '../brand.ts';
import { useMessages } from '../messages/useMessages.ts';
import { Button } from '../ui/Button.tsx';
import { PlainPage } from '../ui/PlainPage.tsx';

const reload = (): void => location.reload();

export function OfflinePage() {
  const { title, text, again } = useMessages().offline;
  useEffect(() => {
    addEventListener('online', reload);
    return () => removeEventListener('online', reload);
  }, []);
  return (
    <PlainPage title={title} text={text}>
      <title>{`${title} · ${brand().name}`}</title>
      <Button look="primary" onClick={reload}>
        {again}
      </Button>
    </PlainPage>
  );
}
