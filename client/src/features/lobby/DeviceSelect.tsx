// The choice of one device, as the browser's own list.
import { ChevronDown, type LucideIcon } from 'lucide-react';
import { useId } from 'react';
import { messages } from '../../messages.ts';
import field from '../../ui/Field.module.css';
import type { DeviceChoices } from '../deviceChoices.ts';

interface DeviceSelectProps {
  readonly icon: LucideIcon;
  readonly device: DeviceChoices;
  /** While nothing may be used, nothing can be listed. */
  readonly refused?: boolean;
}

export function DeviceSelect({ icon: Icon, device, refused = false }: DeviceSelectProps) {
  const id = useId();
  const { label, choices, chosen, choose } = device;
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
          {choices.length === 0 && (
            <option value="">{refused ? messages.lobby.notAllowed : messages.lobby.noDevices}</option>
          )}
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
