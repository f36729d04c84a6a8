// The mark and the name.
import { brand } from '../brand.ts';
import styles from './Brand.module.css';

export function Brand() {
  const { name, logo } = brand();
  return (
    <span className={styles.brand}>
      {logo === undefined ? <Mark /> : <img className={styles.logo} src={logo} alt="" />}
      {name}
    </span>
  );
}

function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
      <rect className={styles.ground} width="32" height="32" rx="9" />
      <path
        className={styles.bubble}
        d="M11 7h10a5 5 0 0 1 5 5v5a5 5 0 0 1-5 5h-5.5L10 26.5V22a5 5 0 0 1-4-5v-5a5 5 0 0 1 5-5z"
      />
      <path className={styles.voice} d="M12 13v3M16 11v7M20 13v3" />
    </svg>
  );
}
