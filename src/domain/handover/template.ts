import { jsonOf } from '../base/json-text.ts';

/** What a template of a site may name. */
const PLACEHOLDERS = [
  'id',
  'of',
  'action',
  'cardNumber',
  'name',
  'nameKind',
  'at',
  'courtesy',
  'mode',
] as const;
type Placeholder = (typeof PLACEHOLDERS)[number];
export type TemplateValues = Readonly<Record<Placeholder, string>>;

const MARK = /\{\{\s*([^{}]*?)\s*\}\}/g;
const DEPTH_MAX = 20;

/** Why a text is no template: it is no JSON object, or it names something that does not go over. Null if it is one. */
export function templateFaultOf(text: string): 'not-json' | 'unknown-name' | null {
  const json = jsonOf(text);
  if (typeof json !== 'object' || json === null || Array.isArray(json) || depthOf(json) > DEPTH_MAX) {
    return 'not-json';
  }
  const names = [...text.matchAll(MARK)].map(([, name]) => name ?? '');
  return names.every((name) => (PLACEHOLDERS as readonly string[]).includes(name)) ? null : 'unknown-name';
}

/** Fills the texts of a template after it was read as JSON, so that no value can change what the JSON says. */
export function filledTemplate(text: string, values: TemplateValues): string {
  return JSON.stringify(filled(jsonOf(text), values));
}

function filled(json: unknown, values: TemplateValues): unknown {
  if (typeof json === 'string') {
    return json.replace(MARK, (mark, name: string) => values[name as Placeholder] ?? mark);
  }
  if (Array.isArray(json)) return json.map((one) => filled(one, values));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, filled(value, values)]));
}

function depthOf(json: unknown): number {
  if (typeof json !== 'object' || json === null) return 0;
  return 1 + Math.max(0, ...Object.values(json).map(depthOf));
}
