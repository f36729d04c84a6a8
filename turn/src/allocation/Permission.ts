/** RFC 8656, section 9: seconds, and a client cannot choose them. */
export const PERMISSION_LIFETIME = 300;

/** A peer's address from which, with any port, an allocation takes packets. */
export interface Permission {
  expiresAt: number;
}
