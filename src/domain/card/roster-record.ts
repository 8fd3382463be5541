import { z } from 'zod';
import { WallDate } from '../base/wall-time.ts';
import { CardNumber } from './card-number.ts';
import { type CardRecord, CardStatus } from './card-record.ts';
import { maskedNameOf } from './masked-name.ts';

/** Longest name in UTF-16 units; the longest on a Chinese identity document has some thirty characters. */
const NAME_LENGTH_MAX = 60;
const FAMILY_MAX = 12;

const Name = z.string().min(1).max(NAME_LENGTH_MAX);

/** A child has no name even here: no desk needs it. */
const NamedFamilyMember = z.discriminatedUnion('relation', [
  z.strictObject({ relation: z.literal('spouse'), name: Name }),
  z.strictObject({ relation: z.literal('child') }),
]);
export type NamedFamilyMember = z.infer<typeof NamedFamilyMember>;

/** One cardholder as the district has them and as the wire carries them: with the full names. */
export const RosterRecord = z.strictObject({
  cardNumber: CardNumber,
  status: CardStatus,
  /** First valid day. */
  validFrom: WallDate,
  /** Last valid day, itself included. */
  validUntil: WallDate,
  name: Name,
  family: z.array(NamedFamilyMember).max(FAMILY_MAX),
});
export type RosterRecord = z.infer<typeof RosterRecord>;

/** A change of the roster; a later one of the same card wins. */
export const RosterChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('put'), record: RosterRecord }),
  z.strictObject({ kind: z.literal('remove'), cardNumber: CardNumber }),
]);
export type RosterChange = z.infer<typeof RosterChange>;

/** What a newer release may call something that this one does not know. */
const NewerName = z.string().regex(/^[a-z][a-z-]{0,29}$/);
const newerThan = (known: readonly string[]) => NewerName.refine((name) => !known.includes(name));

const ReadMember = z.union([
  z.discriminatedUnion('relation', [
    z.object({ relation: z.literal('spouse'), name: Name }),
    z.object({ relation: z.literal('child') }),
  ]),
  z.object({ relation: newerThan(['spouse', 'child']) }).transform(() => null),
]);
const ReadFamily = z
  .array(ReadMember)
  .max(FAMILY_MAX)
  .transform((family) => family.filter((member) => member !== null));

/**
 * A change as any release wrote it: fields that this release does not know are passed over, and so are other relations in
 * a family. A card with a status that it does not know is off the roster here, since what was known before holds no longer.
 * Null for a kind of change that it does not know.
 */
export const ReadRosterChange: z.ZodType<RosterChange | null> = z.union([
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('put'),
      record: z.object({ ...RosterRecord.shape, family: ReadFamily }),
    }),
    z.object({ kind: z.literal('remove'), cardNumber: CardNumber }),
  ]),
  z
    .object({
      kind: z.literal('put'),
      record: z.object({ cardNumber: CardNumber, status: newerThan(CardStatus.options) }),
    })
    .transform(({ record }) => ({ kind: 'remove' as const, cardNumber: record.cardNumber })),
  z.object({ kind: newerThan(['put', 'remove']) }).transform(() => null),
]);

/** What a desk may see of a record. */
export function deskViewOf({ name, family, ...facts }: RosterRecord): CardRecord {
  return {
    ...facts,
    maskedName: maskedNameOf(name),
    family: family.map((member) =>
      member.relation === 'spouse'
        ? { relation: 'spouse', maskedName: maskedNameOf(member.name) }
        : { relation: 'child' },
    ),
  };
}
