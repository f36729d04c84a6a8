// What the browser's tab says of the call: whether one is heard, and in which room.
import { brand } from '../brand.ts';
import type { Call } from '../call/CallState.ts';
import { useMessages } from '../messages/useMessages.ts';
import { useStore } from '../react/useStore.ts';

export function PageTitle({ call }: { readonly call: Call }) {
  const { title } = useMessages();
  const { phase, room } = useStore(call);
  const { unread } = useStore(call.chat);
  const { microphone } = useStore(call.media);
  const isInside = phase.name === 'joined' || phase.name === 'reconnecting';
  return (
    <title>{title({ room, muted: isInside && !microphone.wanted, unread, service: brand().name })}</title>
  );
}
