// What holds for everybody, and what is done to everybody at once.
import { MicOff, PhoneOff } from 'lucide-react';
import { limits, permissions } from '@parley/protocol/constants';
import type { Rules } from '@parley/protocol';
import { useId, useState } from 'react';
import type { Hosting } from '../../../call/CallState.ts';
import { useMessages } from '../../../messages/useMessages.ts';
import { Ask } from '../../../ui/Ask.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import field from '../../../ui/Field.module.css';
import { Switch } from '../../../ui/Switch.tsx';
import styles from './HostDialog.module.css';

interface HostDialogProps {
  readonly rules: Rules;
  readonly hosting: Hosting;
  readonly close: () => void;
}

export function HostDialog({ rules, hosting, close }: HostDialogProps) {
  const words = useMessages().hosting;
  const [ending, setEnding] = useState(false);
  const allow = (permission: Rules['allowed'][number], on: boolean) =>
    hosting.setRules({
      allowed: permissions.filter((one) => (one === permission ? on : rules.allowed.includes(one))),
    });
  return (
    <Dialog title={words.title} close={close}>
      <section className={styles.group}>
        <h3 className={styles.heading}>{words.door.title}</h3>
        <Switch
          label={words.door.locked}
          hint={words.door.lockedHint}
          on={rules.locked}
          set={(locked) => hosting.setRules({ locked })}
        />
        <Switch
          label={words.door.waitingRoom}
          hint={words.door.waitingRoomHint}
          on={rules.waitingRoom}
          set={(waitingRoom) => hosting.setRules({ waitingRoom })}
        />
        <PasscodeField isSet={rules.passcode} hosting={hosting} />
      </section>
      <section className={styles.group}>
        <h3 className={styles.heading}>{words.allowed.title}</h3>
        {permissions.map((permission) => (
          <Switch
            key={permission}
            label={words.allowed[permission]}
            on={rules.allowed.includes(permission)}
            set={(on) => allow(permission, on)}
          />
        ))}
      </section>
      <div className={styles.ways}>
        <Button
          onClick={() => {
            close();
            hosting.muteAll();
          }}
        >
          <MicOff aria-hidden size={16} />
          {words.muteAll}
        </Button>
        <Button className={styles.end} onClick={() => setEnding(true)}>
          <PhoneOff aria-hidden size={16} />
          {words.endForAll}
        </Button>
      </div>
      {ending && (
        <Ask
          question={{ ...words.questions.end, no: words.cancel, run: () => hosting.endForAll() }}
          close={() => setEnding(false)}
        />
      )}
    </Dialog>
  );
}

function PasscodeField({ isSet, hosting }: { readonly isSet: boolean; readonly hosting: Hosting }) {
  const words = useMessages().hosting.door;
  const [passcode, setPasscode] = useState('');
  const id = useId();
  return (
    <form
      className={styles.passcode}
      onSubmit={(event) => {
        event.preventDefault();
        if (passcode === '') return;
        hosting.setRules({ passcode });
        setPasscode('');
      }}
    >
      <div className={field.field}>
        <label className={field.label} htmlFor={id}>
          {isSet ? words.anotherPasscode : words.passcode}
        </label>
        <input
          id={id}
          className={field.input}
          value={passcode}
          onChange={(event) => setPasscode(event.target.value)}
          placeholder={isSet ? words.passcodeSet : words.passcodeNone}
          maxLength={limits.passcodeLength}
          autoComplete="off"
          dir="auto"
        />
      </div>
      <Button type="submit" disabled={passcode === ''}>
        {words.setPasscode}
      </Button>
      {isSet && <Button onClick={() => hosting.setRules({ passcode: null })}>{words.removePasscode}</Button>}
    </form>
  );
}
