import type { Text } from '../../../domain/base/text.ts';
import type { WallDate } from '../../../domain/base/wall-time.ts';
import type { CardStatus } from '../../../domain/card/card-record.ts';
import { type NamedFamilyMember, RosterRecord } from '../../../domain/card/roster-record.ts';
import type { Cardholder } from '../../storage/store-rows.ts';
import { childrenIn, spouseIn } from '../facts.ts';
import type { CardDraft, RowProblem } from './card-draft.ts';
import type { Field } from './headings.ts';

/** The longest tier in characters. */
const TIER_LENGTH_MAX = 60;

export interface CompletionRules {
  readonly today: WallDate;
  /** What a column is called where the draft comes from. */
  readonly headingOf: (field: Field) => string;
  /** True for a row of a file. A file may be older than the replacement of a card, and must not bring the old card back. */
  readonly isFile: boolean;
}

type Completion =
  | { readonly ok: true; readonly holder: Cardholder }
  | { readonly ok: false; readonly problems: readonly [RowProblem, ...RowProblem[]] };

/** The cardholder that a draft makes of what is held: what it is silent on stays, and a new card is active. */
export function completed(draft: CardDraft, held: Cardholder | null, rules: CompletionRules): Completion {
  const before = held?.record ?? null;
  const problems: RowProblem[] = [];
  const refuse = (field: Field, why: Text) => problems.push({ column: rules.headingOf(field), why });
  const name = draft.name ?? before?.name;
  const validFrom = draft.validFrom ?? before?.validFrom;
  const validUntil = draft.validUntil ?? before?.validUntil;
  const tier = draft.tier === undefined ? (held?.tier ?? null) : draft.tier;
  if (name === undefined) refuse('name', MISSING);
  if (validFrom === undefined) refuse('validFrom', MISSING);
  if (validUntil === undefined) refuse('validUntil', MISSING);
  if (validFrom !== undefined && validUntil !== undefined && validUntil < validFrom) {
    refuse('validUntil', ENDS_BEFORE);
  }
  if (tier !== null && [...tier].length > TIER_LENGTH_MAX) refuse('tier', TOO_LONG);
  const status = statusOf(draft, before?.status ?? null, validUntil, rules);
  if (typeof status !== 'string') refuse('status', status);
  const record = RosterRecord.safeParse({
    cardNumber: draft.cardNumber,
    status: typeof status === 'string' ? status : 'active',
    validFrom: validFrom ?? rules.today,
    validUntil: validUntil ?? rules.today,
    name: name ?? '?',
    family: familyOf(draft, before),
  });
  if (!record.success) {
    for (const { path } of record.error.issues) {
      const isName = path[0] === 'name';
      if (isName) refuse('name', TOO_LONG);
      else if (path.length > 1) refuse('spouse', TOO_LONG);
      else refuse('children', TOO_MANY);
    }
  }
  const [first, ...others] = problems;
  if (first !== undefined) return { ok: false, problems: [first, ...others] };
  if (!record.success) throw new Error('what the roster does not take has a problem');
  return { ok: true, holder: { record: record.data, tier } };
}

/** The status, or why the word cannot be true. */
function statusOf(
  { status }: CardDraft,
  before: CardStatus | null,
  validUntil: WallDate | undefined,
  { today, isFile }: CompletionRules,
): CardStatus | Text {
  if (before === 'replaced' && isFile && status !== undefined && status !== 'replaced') return REPLACED;
  if (status !== 'expired') return status ?? before ?? 'active';
  if (validUntil !== undefined && validUntil >= today) return notExpired(validUntil);
  return before ?? 'active';
}

function familyOf(draft: CardDraft, before: RosterRecord | null): readonly NamedFamilyMember[] {
  const spouse = draft.spouse === undefined ? before && spouseIn(before) : draft.spouse;
  const children = draft.children ?? (before === null ? 0 : childrenIn(before));
  return [
    ...(spouse === null ? [] : [{ relation: 'spouse', name: spouse } as const]),
    ...Array.from({ length: children }, () => ({ relation: 'child' }) as const),
  ];
}

const MISSING: Text = { zh: '新卡必须填写', en: 'a new card needs it' };
const ENDS_BEFORE: Text = { zh: '有效期止早于有效期起', en: 'it ends before it begins' };
const TOO_LONG: Text = { zh: '太长', en: 'it is too long' };
const TOO_MANY: Text = { zh: '家庭成员太多', en: 'there are too many family members' };
const REPLACED: Text = {
  zh: '此卡已换发新卡，名单不能让旧卡恢复使用',
  en: 'the card was replaced by a new one, and no list brings the old one back',
};

function notExpired(validUntil: WallDate): Text {
  return {
    zh: `写着过期，但有效期到 ${validUntil}。请改状态或有效期`,
    en: `it says expired, and the card is valid until ${validUntil}: change the status or the day`,
  };
}
