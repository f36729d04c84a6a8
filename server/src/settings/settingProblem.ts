/** What is read of a setting's schema. */
export interface SettingSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  /** What it may be, in words that follow “is not”. */
  readonly possible?: string;
  /** Nothing of what is given is told. */
  readonly secret?: boolean;
}

/** Characters of what was given that are told. */
const SHOWN = 60;

/**
 * What is wrong with a setting, in words: its name, what was given, and what is possible.
 * @param where In a list or an object, as a JSON pointer.
 */
export function settingProblem(name: string, schema: SettingSchema, given: string, where = ''): string {
  const shown = given.length > SHOWN ? `${given.slice(0, SHOWN)}…` : given;
  const what = schema.secret ? 'what is given' : `“${shown}”`;
  const least = schema.minLength ?? 0;
  if (schema.type === 'string' && given.length < least) {
    return `${name}: ${what} has ${given.length} characters, and needs ${least} or more.`;
  }
  return `${name}: ${what} ${misses(schema)}${where === '' ? '' : `; look at ${where}`}.`;
}

function misses(schema: SettingSchema): string {
  if (schema.possible !== undefined) return `is not ${schema.possible}`;
  if (schema.enum) return `is none of ${schema.enum.join(', ')}`;
  if (schema.type === 'boolean') return 'is neither true nor false';
  return `is not ${schema.type === 'integer' ? 'a whole number' : 'a number'}${range(schema)}`;
}

function range({ minimum, exclusiveMinimum, maximum }: SettingSchema): string {
  const from = minimum === undefined ? `above ${exclusiveMinimum ?? 0}` : `from ${minimum}`;
  return ` ${from} to ${maximum ?? 'any'}`;
}
