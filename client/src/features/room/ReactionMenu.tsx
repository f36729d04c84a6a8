// What one can show the others for a moment. On a phone one's hand is here, too.
import { Hand, SmilePlus } from 'lucide-react';
import { reactions as emoji } from '@parley/protocol/constants';
import type { Call } from '../../call/CallState.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { EmojiMenu } from '../../ui/EmojiMenu.tsx';
import styles from './ReactionMenu.module.css';

interface ReactionMenuProps {
  readonly call: Call;
  readonly handRaised: boolean;
}

export function ReactionMenu({ call, handRaised }: ReactionMenuProps) {
  const { reactions, hands } = useMessages();
  return (
    <EmojiMenu
      icon={SmilePlus}
      label={reactions.label}
      emoji={emoji}
      nameOf={(one) => reactions.names[one]}
      choose={(one) => call.reactions.react(one)}
      stays
      action={{
        icon: Hand,
        label: handRaised ? hands.lower : hands.raise,
        className: styles.hand,
        run: () => call.setHand(!handRaised),
      }}
    />
  );
}
