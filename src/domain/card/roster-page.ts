import { z } from 'zod';
import { HOUR_MS } from '../base/duration.ts';
import { jsonOf } from '../base/json-text.ts';
import { type SignedText, type Signer, signedTextOpening, signText } from '../trust/signed-text.ts';
import { type KeysInUse, readNow, type SignedReading } from '../trust/signing-key.ts';
import { ReadRosterChange, RosterChange } from './roster-record.ts';

const CHANGES_MAX = 1000;

/** Opaque position in the server's commit order. */
export const RosterCursor = z.string().min(1).max(200);
export type RosterCursor = z.infer<typeof RosterCursor>;

/**
 * A page of the roster as the district signs it. Pages are a chain: each names the cursor that it goes on
 * from, so that none can be left out, put in or turned round; and the last one says that it is.
 */
export const RosterPage = z.strictObject({
  format: z.literal(1),
  /** The server's epoch; a restored server has another, and its positions start again. */
  epoch: z.uuid(),
  /** Cursor of the page before; null if a full copy begins. */
  from: RosterCursor.nullable(),
  changes: z.array(RosterChange).max(CHANGES_MAX),
  /** Where the next page goes on. */
  cursor: RosterCursor,
  /** The position of the last change in it, in the order of the server's commits: an older change has a smaller one. */
  position: z.int().min(0),
  /** False on the last page: the reader is then up to date. */
  more: z.boolean(),
  /** When the server read it, by its own clock. */
  asOfMs: z.int().min(0),
});
export type RosterPage = z.infer<typeof RosterPage>;

/** A page in the shape of any release. */
const ReadRosterPage = z.object({
  ...RosterPage.shape,
  changes: z
    .array(ReadRosterChange)
    .max(CHANGES_MAX)
    .transform((changes) => changes.filter((change) => change !== null)),
});

/**
 * Why a page changes nothing. `unsigned`: no key in force signed it for a roster; `garbled`: signed, and not
 * a page that this version knows; `broken-chain`: not the one that was asked for; `older`: the kiosk holds a
 * later state already; `truncated`: the last page is missing; `epoch-changed`: the server was restored from
 * a backup since the page before.
 */
export interface RosterPageFault {
  readonly kind: 'unsigned' | 'garbled' | 'broken-chain' | 'older' | 'truncated' | 'epoch-changed';
  /** For the technician, small and grey. */
  readonly detail: string;
}

export type RosterPageReading =
  | { readonly ok: true; readonly page: RosterPage }
  | { readonly ok: false; readonly fault: RosterPageFault };

/** Reads a signed page. Nothing of it is parsed before its signature fits a key of the district. */
export function readRosterPage(signed: SignedText, keys: KeysInUse): RosterPageReading {
  return readNow(rosterPageReading(signed, keys));
}

/** The same, for a check of the signature that answers later. */
export function* rosterPageReading(signed: SignedText, keys: KeysInUse): SignedReading<RosterPageReading> {
  const opening = yield* signedTextOpening('roster', signed, keys);
  if (!opening.ok) return pageFault('unsigned', opening.fault.message);
  const json = jsonOf(opening.text);
  const asKnown = RosterPage.safeParse(json);
  // Nearly every page is one that this release knows, and that is read faster.
  const parsed = asKnown.success ? asKnown : ReadRosterPage.safeParse(json);
  return parsed.success
    ? { ok: true, page: parsed.data }
    : pageFault('garbled', z.prettifyError(parsed.error).slice(0, DETAIL_LENGTH_MAX));
}

/** Signs a page as the district. */
export function signRosterPage(page: RosterPage, signer: Signer): SignedText {
  return signText('roster', JSON.stringify(page), signer);
}

/** What a reader has of the roster so far. */
export interface RosterHead {
  readonly epoch: string;
  readonly cursor: RosterCursor;
  readonly position: number;
  readonly asOfMs: number;
}

/**
 * Why a page does not go on from where the reader is, or null if it does. `before` is null for the first
 * page of a full copy.
 */
export function chainFaultOf(page: RosterPage, before: RosterHead | null): RosterPageFault | null {
  // First, because a restored server starts again whatever it is asked.
  if (before !== null && page.epoch !== before.epoch) return { kind: 'epoch-changed', detail: page.epoch };
  if (page.from !== (before?.cursor ?? null)) {
    return { kind: 'broken-chain', detail: `goes on from ${page.from}, not from ${before?.cursor ?? null}` };
  }
  if (before === null) return null;
  if (page.position < before.position) {
    return { kind: 'older', detail: `position ${page.position}, and ${before.position} is held` };
  }
  // A page that promises more and does not move on would be asked for until the bound.
  return page.more && page.cursor === before.cursor
    ? { kind: 'broken-chain', detail: 'the cursor of the roster stands still' }
    : null;
}

/** A server's clock may be set right by this much between two pages. */
const CLOCK_SLACK_MS = HOUR_MS;

/**
 * Why a full copy may not take the place of what is held, or null if it may: the same epoch counts by
 * positions, two epochs by the district's clock alone.
 */
export function replayFaultOf(copy: RosterHead, held: RosterHead | null): RosterPageFault | null {
  if (held === null) return null;
  if (copy.epoch === held.epoch) {
    if (copy.position >= held.position) return null;
    return { kind: 'older', detail: `position ${copy.position}, and ${held.position} is held` };
  }
  if (copy.asOfMs >= held.asOfMs - CLOCK_SLACK_MS) return null;
  return { kind: 'older', detail: `as of ${copy.asOfMs}, and ${held.asOfMs} is held` };
}

const DETAIL_LENGTH_MAX = 500;

function pageFault(kind: RosterPageFault['kind'], detail: string): RosterPageReading {
  return { ok: false, fault: { kind, detail } };
}
