// What a host can do about one person.
import { Ban, Crown, Ellipsis, Eye, MicOff, User, UserX, VideoOff, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import type { Hosting, Participant } from '../../../call/CallState.ts';
import { useMessages } from '../../../messages/useMessages.ts';
import { Ask, type Question } from '../../../ui/Ask.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import styles from './PersonMenu.module.css';

interface PersonMenuProps {
  readonly person: Participant;
  readonly hosting: Hosting;
}

interface Action {
  readonly id: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
}

export function PersonMenu({ person, hosting }: PersonMenuProps) {
  const words = useMessages().hosting;
  const [question, setQuestion] = useState<Question>();
  const { id, displayName, isSelf, role, microphone, camera } = person;
  const act = (name: keyof typeof words.actions, icon: LucideIcon, run: () => void): Action => ({
    id: name,
    label: words.actions[name],
    icon,
    run,
  });
  const ask = (name: 'remove' | 'ban', run: () => void) =>
    setQuestion({ ...words.questions[name](displayName), no: words.cancel, run });
  const roles: Action[] = [
    ...(role === 'host' ? [] : [act('makeHost', Crown, () => hosting.setRole(id, 'host'))]),
    ...(role === 'host' ? [act('takeHosting', User, () => hosting.setRole(id, 'participant'))] : []),
    ...(role === 'participant' ? [act('letWatch', Eye, () => hosting.setRole(id, 'viewer'))] : []),
    ...(role === 'viewer' ? [act('letTakePart', User, () => hosting.setRole(id, 'participant'))] : []),
  ];
  const actions: Action[] = isSelf
    ? [act('stopHosting', User, () => hosting.setRole(id, 'participant'))]
    : [
        ...(microphone && !microphone.muted
          ? [act('mute', MicOff, () => hosting.mute(id, 'microphone'))]
          : []),
        ...(camera && !camera.muted ? [act('stopVideo', VideoOff, () => hosting.mute(id, 'camera'))] : []),
        ...roles,
        act('remove', UserX, () => ask('remove', () => hosting.remove(id))),
        act('ban', Ban, () => ask('ban', () => hosting.ban(id))),
      ];
  return (
    <div className={styles.person}>
      <Menu icon={Ellipsis} label={words.actionsFor(displayName)} actions={actions} floating />
      {question && <Ask question={question} close={() => setQuestion(undefined)} />}
    </div>
  );
}
