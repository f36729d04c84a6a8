// The server cannot be reached: what to do. The page comes back by itself as soon as it can.
import { useEffect } from 'react';
import { brand } from '../brand.ts';
import { useMessages } from '../messages/useMessages.ts';
import { Button } from '../ui/Button.tsx';
import { PlainPage } from '../ui/PlainPage.tsx';
import { whenReachable } from './whenReachable.ts';

const reload = (): void => location.reload();

export function OfflinePage() {
  const { title, text, again } = useMessages().offline;
  useEffect(() => whenReachable(reload), []);
  return (
    <PlainPage title={title} text={text}>
      <title>{`${title} · ${brand().name}`}</title>
      <Button look="primary" onClick={reload}>
        {again}
      </Button>
    </PlainPage>
  );
}
