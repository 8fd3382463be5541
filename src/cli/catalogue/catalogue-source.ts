import type { z } from 'zod';
import { checkCatalogue } from '../../catalogue-review/catalogue-check.ts';
import { errorAt, type Finding } from '../../catalogue-review/finding.ts';
import { jsonOf } from '../../domain/base/json-text.ts';
import { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { CatalogueFile, readCatalogueFile, type TrustedKeys } from '../../domain/catalogue/catalogue-file.ts';
import { isJsonObject } from '../../domain/catalogue/catalogue-rule.ts';
import { readPayload } from '../../domain/catalogue/payload.ts';
import { placeOf } from '../../domain/catalogue/place.ts';
import type { KeysInUse } from '../../domain/trust/signing-key.ts';
import { readTextInput } from '../input/text-input.ts';

/** A catalogue as an officer has it on disk: signed or not, finished or not. */
export interface CatalogueSource {
  /** Null where the shape is wrong. */
  readonly catalogue: Catalogue | null;
  /** The JSON that a signature is made over. */
  readonly payload: unknown;
  readonly findings: readonly Finding[];
}

/** Whose signature counts: the development root's, or a district's. */
export interface CatalogueTrust {
  readonly roots: TrustedKeys;
  readonly listed?: KeysInUse;
}

/** Reads and checks a file; a missing or stale signature is a finding, and the rest is checked all the same. */
export function readSource(path: string, trust: CatalogueTrust): CatalogueSource {
  const read = readTextInput(path);
  // The place is the path, which the reason begins with.
  if (!read.ok) return broken(errorAt('unreadable', path, read.reason.slice(`${path}: `.length)));
  const { text } = read;
  const json = jsonOf(text);
  if (json === undefined) return broken(errorAt('not-json', path, 'the file is not JSON'));
  const envelope = CatalogueFile.safeParse(json);
  const payload = envelope.success ? envelope.data.payload : payloadOf(json);
  const signature = signatureFindings(text, trust);
  const parsed = Catalogue.safeParse(payload);
  if (!parsed.success) return { catalogue: null, payload, findings: shapeFindings(parsed.error, payload) };
  const findings = [...signature, ...unknownFindings(payload), ...checkCatalogue(parsed.data)];
  return { catalogue: parsed.data, payload, findings };
}

/** What the schema lets pass and a kiosk would ask about: nobody signs it. */
function unknownFindings(payload: unknown): readonly Finding[] {
  const reading = readPayload(payload);
  const places = reading.ok ? (reading.catalogue.unread?.places ?? []) : [];
  return places.map((place) => errorAt('not-understood', place, 'this version does not know it'));
}

/** An envelope that is not signed yet still has a payload; anything else is a bare payload. */
function payloadOf(json: unknown): unknown {
  return typeof json === 'object' && json !== null && 'payload' in json ? json.payload : json;
}

function signatureFindings(text: string, { roots, listed }: CatalogueTrust): readonly Finding[] {
  const reading = readCatalogueFile(text, roots, listed);
  if (reading.ok) return [];
  return [errorAt('not-signed', 'signatureHex', `${reading.fault.message.split('\n')[0]}; sign the file`)];
}

function shapeFindings({ issues }: z.ZodError, payload: unknown): readonly Finding[] {
  return issues.map((issue) => {
    const strangers = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    const place = placeOf(...namesOf(issue.path, payload), ...strangers);
    const isTranslation = issue.path.at(-1) === 'zh' || issue.path.at(-1) === 'en';
    return isTranslation
      ? errorAt('missing-translation', place, 'the text is missing in this language')
      : errorAt('bad-shape', place, issue.message);
  });
}

/** The path of an issue, with the id of a site, an item or a rule in place of its number in the list. */
function namesOf(path: readonly PropertyKey[], payload: unknown): readonly string[] {
  let part: unknown = payload;
  return path.map((key) => {
    part = typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined;
    const id = typeof key === 'number' && isJsonObject(part) ? part['id'] : undefined;
    return typeof id === 'string' && id !== '' ? id : String(key);
  });
}

function broken(finding: Finding): CatalogueSource {
  return { catalogue: null, payload: undefined, findings: [finding] };
}
