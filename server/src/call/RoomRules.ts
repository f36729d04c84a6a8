import { permissions, type Permission, type RequestData, type Role, type Rules } from '@parley/protocol';

/** What the hosts of a room have decided for everybody. */
export class RoomRules {
  #allowed: ReadonlySet<Permission> = new Set(permissions);

  /** Whether somebody of this role may do it. */
  allow(permission: Permission, role: Role): boolean {
    return role === 'host' || this.#allowed.has(permission);
  }

  /** Returns whether anything is different now. */
  change({ allowed }: RequestData<'setRules'>): boolean {
    const before = JSON.stringify(this.describe());
    if (allowed) this.#allowed = new Set(allowed);
    return JSON.stringify(this.describe()) !== before;
  }

  describe(): Rules {
    return { allowed: permissions.filter((permission) => this.#allowed.has(permission)) };
  }
}
