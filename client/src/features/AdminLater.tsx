// The operator's page, whose code comes when somebody goes there.
import { later } from '../react/later.tsx';

export const AdminLater = later<object>(async () => {
  const [{ Admin }, { HttpAdminApi }] = await Promise.all([
    import('./admin/Admin.tsx'),
    import('../admin/HttpAdminApi.ts'),
  ]);
  const api = new HttpAdminApi(fetch);
  return () => <Admin api={api} />;
});
