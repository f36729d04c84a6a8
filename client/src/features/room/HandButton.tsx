// Raises one's hand, and lowers it.
import { Hand } from 'lucide-react';
import type { Call } from '../../call/CallState.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { IconButton } from '../../ui/IconButton.tsx';

interface HandButtonProps {
  readonly call: Call;
  readonly raised: boolean;
  readonly className?: string | undefined;
}

export function HandButton({ call, raised, className }: HandButtonProps) {
  const words = useMessages().hands;
  return (
    <IconButton
      icon={Hand}
      label={raised ? words.lower : words.raise}
      shortcut="H"
      look={raised ? 'on' : 'plain'}
      className={className}
      onClick={() => call.setHand(!raised)}
    />
  );
}
