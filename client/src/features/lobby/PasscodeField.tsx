// What a room may ask of whoever wants to come in.
import { limits } from '@parley/protocol/constants';
import { useEffect, useId, useRef } from 'react';
import type { PasscodeReason } from '../../call/CallState.ts';
import { useMessages } from '../../messages/useMessages.ts';
import field from '../../ui/Field.module.css';

interface PasscodeFieldProps {
  /** Why one was turned back. */
  readonly door: PasscodeReason | undefined;
  readonly passcode: string;
  readonly setPasscode: (passcode: string) => void;
}

export function PasscodeField({ door, passcode, setPasscode }: PasscodeFieldProps) {
  const words = useMessages().lobby;
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  // Whoever comes back for want of it types it next.
  useEffect(() => {
    if (door !== undefined) input.current?.focus();
  }, [door]);
  const isWrong = door === 'wrong_passcode' || door === 'too_many_tries';
  const problem = door && words.doors[door];
  return (
    <div className={field.field}>
      <label className={field.label} htmlFor={id}>
        {words.passcode}
      </label>
      <input
        ref={input}
        id={id}
        className={field.input}
        value={passcode}
        onChange={(event) => setPasscode(event.target.value)}
        autoComplete="off"
        dir="auto"
        maxLength={limits.passcodeLength}
        aria-invalid={isWrong}
        aria-describedby={`${id}-problem`}
      />
      <p id={`${id}-problem`} className={field.error} role="alert">
        {problem}
      </p>
    </div>
  );
}
