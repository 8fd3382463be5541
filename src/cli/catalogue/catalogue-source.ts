import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import trustedKeys from '../../../resources/trusted-keys.json' with { type: 'json' };
import { checkCatalogue } from '../../catalogue-review/catalogue-check.ts';
import { errorAt, type Remark } from '../../catalogue-review/remark.ts';
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
  /** Null if the shape is wrong. */
  readonly catalogue: Catalogue | null;
  /** The JSON that a signature is made over. */
  readonly payload: unknown;
  readonly remarks: readonly Remark[];
}

/** Says whose signature counts: the development root's, or a district's. */
export interface CatalogueTrust {
  readonly roots: TrustedKeys;
  readonly listed?: KeysInUse;
}

/** Reads and checks a file; a missing or stale signature is a remark, and the rest is checked anyway. */
export function readSource(path: string, catalogueTrust: CatalogueTrust): CatalogueSource {
  const read = readTextInput(path);
  // The place is the path, which the reason begins with.
  if (!read.ok) return broken(errorAt('unreadable', path, read.reason.slice(`${path}: `.length)));
  const { text } = read;
  const json = jsonOf(text);
  if (json === undefined) return broken(errorAt('not-json', path, 'the file is not JSON'));
  const envelope = CatalogueFile.safeParse(json);
  const payload = envelope.success ? envelope.data.payload : payloadOf(json);
  const signature = signatureRemarks(text, catalogueTrust);
  const parsed = Catalogue.safeParse(payload);
  if (!parsed.success) return { catalogue: null, payload, remarks: shapeRemarks(parsed.error, payload) };
  const remarks = [...signature, ...unknownRemarks(payload), ...checkCatalogue(parsed.data)];
  return { catalogue: parsed.data, payload, remarks };
}

/** Finds what the schema accepts but a kiosk does not know: nobody may sign that. */
function unknownRemarks(payload: unknown): readonly Remark[] {
  const reading = readPayload(payload);
  const places = reading.ok ? (reading.catalogue.unread?.places ?? []) : [];
  return places.map((place) => errorAt('not-understood', place, 'this version does not know it'));
}

/** An envelope that is not signed yet still has a payload; anything else is a bare payload. */
function payloadOf(json: unknown): unknown {
  return typeof json === 'object' && json !== null && 'payload' in json ? json.payload : json;
}

function signatureRemarks(text: string, { roots, listed }: CatalogueTrust): readonly Remark[] {
  const reading = readCatalogueFile(text, roots, listed);
  if (reading.ok) return [];
  return [errorAt('not-signed', 'signatureHex', `${reading.fault.message.split('\n')[0]}; sign the file`)];
}

function shapeRemarks({ issues }: z.ZodError, payload: unknown): readonly Remark[] {
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

function broken(remark: Remark): CatalogueSource {
  return { catalogue: null, payload: undefined, remarks: [remark] };
}

/** The catalogue that is shipped with the program. A broken one is a bug of the release. */
export function shippedCatalogue(): Catalogue {
  const file = readFileSync(new URL('../../../resources/catalogue.json', import.meta.url), 'utf8');
  const reading = readCatalogueFile(file, trustedKeys);
  if (!reading.ok) throw new Error(`resources/catalogue.json: ${reading.fault.message}`);
  return reading.catalogue;
}
