import type { Permission, Role } from '@parley/protocol';

/** Why the server would not let one do something: one only watches, or the hosts allow it to nobody. */
export type Bar = 'watching' | 'forbidden';

/** Undefined where one may. What the server itself looks at, so that nothing is offered that it would refuse. */
export function barOf(
  permission: Permission,
  {
    role,
    rules,
  }: { readonly role: Role; readonly rules: { readonly allowed: readonly Permission[] } | undefined },
): Bar | undefined {
  if (role === 'host' || !rules) return undefined;
  if (role === 'viewer' && permission !== 'chat') return 'watching';
  return rules.allowed.includes(permission) ? undefined : 'forbidden';
}
