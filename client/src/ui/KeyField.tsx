// A field for a key, and the button that tries it.
import { useId, useRef, type SubmitEvent } from 'react';
import { Button } from './Button.tsx';
import field from './Field.module.css';
import styles from './KeyField.module.css';

interface KeyFieldProps {
  readonly label: string;
  readonly hint: string;
  /** Of the button. */
  readonly action: string;
  readonly look?: 'primary';
  readonly className: string | undefined;
  /** Why the last one opened nothing. */
  readonly problem: string | undefined;
  /** Whether that is because it is the wrong one. */
  readonly isWrong: boolean;
  readonly give: (key: string) => void;
}

export function KeyField({ label, hint, action, look, className, problem, isWrong, give }: KeyFieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const key = input.current?.value.trim() ?? '';
    if (key === '') input.current?.focus();
    else give(key);
  }

  return (
    <form className={`${field.field} ${className ?? ''}`} onSubmit={submit} noValidate>
      <label className={field.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.row}>
        <input
          ref={input}
          id={id}
          className={field.input}
          type="password"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          aria-invalid={isWrong}
          aria-describedby={`${id}-problem ${id}-hint`}
        />
        <Button type="submit" {...(look && { look })}>
          {action}
        </Button>
      </div>
      <output id={`${id}-problem`} className={field.error}>
        {problem}
      </output>
      <p id={`${id}-hint`} className={styles.hint}>
        {hint}
      </p>
    </form>
  );
}
