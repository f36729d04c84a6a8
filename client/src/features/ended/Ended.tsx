// After the call: why it ended, the way back and the way home.
import type { EndReason } from '../../call/CallState.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { navigate } from '../../routing/address.ts';
import { checkPath } from '../../routing/route.ts';
import { Button } from '../../ui/Button.tsx';
import { PlainPage } from '../../ui/PlainPage.tsx';

interface EndedProps {
  readonly reason: EndReason;
  readonly comeBack: () => void;
}

export function Ended({ reason, comeBack }: EndedProps) {
  const messages = useMessages();
  const words = messages.ended;
  const { title, text, again } = words.reasons[reason];
  return (
    <PlainPage title={title} text={text}>
      <Button look="primary" onClick={reason === 'unsupported_protocol' ? () => location.reload() : comeBack}>
        {again}
      </Button>
      <Button onClick={() => navigate('/')}>{words.home}</Button>
      {reason === 'refused' && (
        <Button look="quiet" onClick={() => navigate(checkPath)}>
          {messages.checkConnection}
        </Button>
      )}
    </PlainPage>
  );
}
