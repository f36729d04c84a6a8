// A schema as a reader wants it: one line of names and types, with the larger parts by their names.
import {
  ChatSnapshot,
  Consumer,
  DtlsFingerprint,
  IceServer,
  IceServers,
  Media,
  Message,
  MessagePage,
  MessagePerson,
  Peer,
  RtpCapabilities,
  RtpParameters,
  Snapshot,
  Track,
  Transport,
} from '@parley/protocol';

/** What is read of a schema: TypeBox's are JSON Schemas. */
interface JsonSchema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
}

export const namedShapes: [name: string, schema: object][] = Object.entries({
  Snapshot,
  Peer,
  Track,
  Media,
  Transport,
  Consumer,
  IceServer,
  IceServers,
  ChatSnapshot,
  MessagePage,
  Message,
  MessagePerson,
});

const names = new Map<string, string>(
  Object.entries({
    ...Object.fromEntries(namedShapes),
    RtpCapabilities,
    RtpParameters,
    DtlsFingerprint,
  }).map(([name, schema]) => [JSON.stringify(schema), name]),
);

/** @param options `top`: spell the schema out even where it has a name. */
export function shapeOf(schema: object, options: { top?: boolean } = {}): string {
  return shape(schema, options.top ?? false);
}

function shape(schema: JsonSchema, spellOut: boolean): string {
  const name = names.get(JSON.stringify(schema));
  if (name && !spellOut) return name;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf) return schema.anyOf.map((member) => shape(member, false)).join(' | ');
  if (schema.type === 'array') {
    const items = shape(schema.items ?? {}, false);
    return items.includes(' | ') ? `(${items})[]` : `${items}[]`;
  }
  if (schema.type === 'object') {
    const fields = Object.entries(schema.properties ?? {}).map(([field, type]) => {
      const optional = schema.required?.includes(field) ? '' : '?';
      return `${field}${optional}: ${shape(type, false)}`;
    });
    return fields.length > 0 ? `{ ${fields.join(', ')} }` : '{}';
  }
  return schema.type ?? 'unknown';
}
