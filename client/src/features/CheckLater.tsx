// The page that checks the connection, whose code comes when somebody goes there.
import { later } from '../react/later.tsx';

export const CheckLater = later<object>(async () => {
  const [{ CheckPage }, { createCheck }] = await Promise.all([
    import('./check/CheckPage.tsx'),
    import('../call/check/createCheck.ts'),
  ]);
  const check = createCheck();
  return () => <CheckPage check={check} />;
});
