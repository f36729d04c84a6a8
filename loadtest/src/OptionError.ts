/** The person asked for something that cannot be: told in words, without a stack. */
export class OptionError extends Error {}
