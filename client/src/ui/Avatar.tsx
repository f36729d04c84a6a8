// Initials on the person's colour.
import { initials, personColour } from '../layout/initials.ts';
import styles from './Avatar.module.css';

interface AvatarProps {
  readonly id: string;
  readonly name: string;
  readonly className?: string | undefined;
}

export function Avatar({ id, name, className }: AvatarProps) {
  return (
    <span
      className={`${styles.avatar} ${className ?? ''}`}
      style={{ background: personColour(id) }}
      aria-hidden
    >
      {initials(name)}
    </span>
  );
}
