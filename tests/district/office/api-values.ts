/** A schema of the OpenAPI document, as far as values are made from it. */
export interface ApiSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly ApiSchema[];
  readonly oneOf?: readonly ApiSchema[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly items?: ApiSchema;
  readonly properties?: Readonly<Record<string, ApiSchema>>;
  readonly required?: readonly string[];
}

type Draw = () => number;

/** Values that programs often do not expect. */
const HOSTILE: readonly unknown[] = [
  '',
  ' ',
  '\0',
  '\ud800',
  '\u202e',
  '=1+1',
  '<script>alert(1)</script>',
  "'; drop table officer; --",
  '__proto__',
  '../../etc/passwd',
  '%00',
  '1e999',
  'a'.repeat(5_000),
  '长'.repeat(500),
  '2026-02-30',
  '9999-12-31',
  '0000-00-00',
  null,
  true,
  -1,
  0,
  0.5,
  2 ** 53,
  -(2 ** 53),
  1e308,
  [],
  [null],
  Array.from({ length: 1_000 }, () => 'x'),
  {},
  { $gt: '' },
  { toString: 1 },
];

/** Draws values of the schemas of one document; a few of them are hostile. */
export function apiValues(
  components: Readonly<Record<string, ApiSchema>>,
  {
    draw,
    known,
    hostility,
  }: {
    readonly draw: Draw;
    /** Values that the database has, by the name of the field. */
    readonly known: Readonly<Record<string, readonly unknown[]>>;
    readonly hostility: number;
  },
) {
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(draw() * from.length)];

  function drawn(schema: ApiSchema, name: string): unknown {
    if (draw() < hostility) return pick(HOSTILE);
    const there = known[name];
    if (there !== undefined && (hostility === 0 || draw() < 0.8)) return pick(there);
    if (schema.$ref !== undefined) return drawn(components[schema.$ref.split('/').at(-1) ?? ''] ?? {}, name);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return pick(schema.enum);
    const choice = pick(schema.anyOf ?? schema.oneOf ?? []);
    if (choice !== undefined) return drawn(choice, name);
    switch (Array.isArray(schema.type) ? pick(schema.type) : schema.type) {
      case 'object':
        return objectOf(schema);
      case 'array': {
        const length = (schema.minItems ?? 0) + Math.floor(draw() * 2);
        return Array.from({ length }, () => drawn(schema.items ?? {}, name));
      }
      case 'integer':
      case 'number':
        return Math.max(schema.minimum ?? 0, Math.min(schema.maximum ?? 100, Math.floor(draw() * 100)));
      case 'boolean':
        return draw() < 0.5;
      case 'null':
        return null;
      default:
        return textOf(schema);
    }
  }

  function objectOf({ properties = {}, required = [] }: ApiSchema): Record<string, unknown> {
    const fields = Object.entries(properties).filter(([name]) => required.includes(name) || draw() < 0.5);
    return Object.fromEntries(fields.map(([name, schema]) => [name, drawn(schema, name)]));
  }

  function textOf({ format, pattern = '' }: ApiSchema): string {
    if (format === 'uuid') return drawnUuid();
    if (format === 'date' || /\[0-9\]\{4\}|\\d\{4\}/.test(pattern))
      return draw() < 0.5 ? '2026-11-01' : '2026-11-30T10:00';
    if (/0-9a-f/.test(pattern)) return 'ab'.repeat(16);
    return pick(['x', 'xijiao-pool', '2026-11', '张三', 'LW20260001I']) ?? 'x';
  }

  function drawnUuid(): string {
    const digits = (count: number) =>
      Array.from({ length: count }, () => Math.floor(draw() * 16).toString(16)).join('');
    return `${digits(8)}-${digits(4)}-4${digits(3)}-8${digits(3)}-${digits(12)}`;
  }

  return drawn;
}
