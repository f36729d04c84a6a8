/** A part of the page's code that could not be loaded: the network is down, or the server has another page by now. */
export class MissingCode extends Error {
  override readonly name = 'MissingCode';

  constructor(cause: unknown) {
    super('a part of the page could not be loaded', { cause });
  }
}
