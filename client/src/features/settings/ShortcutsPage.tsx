// Which keys do what, and whether those of one letter do anything.
import { useMessages } from '../../messages/useMessages.ts';
import { useStore } from '../../react/useStore.ts';
import { pageSettings } from '../../settings/pageSettings.ts';
import { Switch } from '../../ui/Switch.tsx';
import { shortcuts } from './shortcuts.ts';
import styles from './ShortcutsPage.module.css';

export function ShortcutsPage() {
  const words = useMessages().settings.shortcuts;
  const { shortcuts: on } = useStore(pageSettings);
  return (
    <>
      <Switch
        label={words.switch}
        hint={words.hint}
        on={on}
        set={(wanted) => pageSettings.change({ shortcuts: wanted })}
      />
      <dl className={styles.list} data-off={!on}>
        {shortcuts.map(({ name, key }) => (
          <div key={name} className={styles.row}>
            <dt>{words.actions[name]}</dt>
            <dd className={styles.keys}>
              <kbd className={styles.key}>{key === ' ' ? words.space : key.toUpperCase()}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
