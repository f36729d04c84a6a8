// A labelled choice of one, as the browser's own list.
import { ChevronDown, type LucideIcon } from 'lucide-react';
import { useId } from 'react';
import field from './Field.module.css';

interface SelectProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  readonly chosen: string | undefined;
  readonly choose: (id: string) => void;
  /** What stands there while there is nothing to choose from. */
  readonly nothing?: string;
}

export function Select({ icon: Icon, label, choices, chosen, choose, nothing }: SelectProps) {
  const id = useId();
  return (
    <div className={field.field}>
      <label className={field.label} htmlFor={id}>
        <Icon aria-hidden size={15} />
        {label}
      </label>
      <div className={field.choice}>
        <select
          id={id}
          className={field.input}
          value={chosen ?? ''}
          disabled={choices.length === 0}
          onChange={(event) => choose(event.target.value)}
        >
          {choices.length === 0 && <option value="">{nothing}</option>}
          {choices.map((choice) => (
            <option key={choice.id} value={choice.id}>
              {choice.label}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden size={16} />
      </div>
    </div>
  );
}
