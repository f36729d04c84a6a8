// The ways to bring others into the room: the link, by e-mail, or as a code for the camera of a phone.
import { Copy, Mail } from 'lucide-react';
import { useState } from 'react';
import { brand } from '../../brand.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { Button } from '../../ui/Button.tsx';
import button from '../../ui/Button.module.css';
import { Dialog } from '../../ui/Dialog.tsx';
import { mailAddress } from './mailAddress.ts';
import styles from './InviteDialog.module.css';
import { QrCode } from './QrCode.tsx';

interface InviteDialogProps {
  readonly room: string;
  readonly link: string;
  readonly close: () => void;
}

export function InviteDialog({ room, link, close }: InviteDialogProps) {
  const words = useMessages().invite;
  // Mail programs and phones end a link at the first letter that is none of ASCII.
  const spelled = new URL(link).href;
  const [outcome, setOutcome] = useState<'copied' | 'notCopied'>();

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(link);
      setOutcome('copied');
    } catch {
      setOutcome('notCopied');
    }
  }

  return (
    <Dialog title={words.title} close={close}>
      <div className={styles.invite}>
        <QrCode text={spelled} label={words.code} />
        <p className={styles.hint}>{brand().byToken ? words.byToken : words.codeHint}</p>
        <bdi className={styles.link}>{link}</bdi>
        <div className={styles.ways}>
          <Button look="primary" onClick={() => void copy()}>
            <Copy aria-hidden size={16} />
            {words.copy}
          </Button>
          <a
            className={`${button.button} ${button.plain} ${styles.mail}`}
            href={mailAddress(words.mail.subject(room), words.mail.body(spelled))}
          >
            <Mail aria-hidden size={16} />
            {words.mail.label}
          </a>
        </div>
        <output className={styles.hint}>{outcome && words[outcome]}</output>
      </div>
    </Dialog>
  );
}
