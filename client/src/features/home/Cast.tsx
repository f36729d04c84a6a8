// A picture of a call, for the eye only: four people, one of whom speaks.
import { useMessages } from '../../messages/useMessages.ts';
import { personStyle } from '../../ui/personStyle.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import styles from './Cast.module.css';

export function Cast() {
  const { cast } = useMessages().home;
  return (
    <ul className={styles.cast} aria-hidden>
      {cast.map((name, index) => (
        <li key={name} className={styles.person} style={personStyle(name)} data-speaking={index === 1}>
          <Avatar id={name} name={name} />
          <span className={styles.name}>{name}</span>
        </li>
      ))}
    </ul>
  );
}
