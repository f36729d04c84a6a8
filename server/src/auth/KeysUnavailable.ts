/** The keys by which tokens are checked cannot be had now: nothing is said of the token. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}
