// The choice of one device.
import type { LucideIcon } from 'lucide-react';
import { useMessages } from '../messages/useMessages.ts';
import { Select } from '../ui/Select.tsx';
import type { DeviceChoices } from './deviceChoices.ts';

interface DeviceSelectProps {
  readonly icon: LucideIcon;
  readonly device: DeviceChoices;
  /** While nothing may be used, nothing can be listed. */
  readonly refused?: boolean;
}

export function DeviceSelect({ icon, device, refused = false }: DeviceSelectProps) {
  const words = useMessages().lobby;
  return <Select icon={icon} {...device} nothing={refused ? words.notAllowed : words.noDevices} />;
}
