import { dateOfMinute } from '../../domain/base/wall-time.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { WHOLE_DAY } from '../../domain/shared/minutes.ts';
import { onResources, slotLeasesOf } from '../../domain/shared/slot-leases.ts';
import type { StretchReply, StretchRequest } from '../../protocol/wire-stretches.ts';
import type { LineResult } from '../ports.ts';
import type { HoldingsLine } from '../record/holdings.ts';

/** `toPublic` is null if the district is of a release before public stretches. */
export type SettledReply = Omit<StretchReply, 'toPublic'> & {
  readonly toPublic: StretchReply['toPublic'] | null;
};

/**
 * Settles with a district of a release before resources: it leases the courts of items' slots, and knows of no public
 * stretches. A stretch that lies in no slot cannot be leased by it, and ends.
 */
export async function askedBySlots(
  district: Pick<HoldingsLine, 'leases'>,
  catalogue: Catalogue,
  { siteId, headSeq, epoch, seen, held, wants }: StretchRequest,
): Promise<LineResult<SettledReply>> {
  const slots = slotLeasesOf(
    catalogue,
    held.map((lease) => ({ ...lease, recalled: false })),
  );
  const reply = await district.leases({
    ...{ siteId, headSeq, epoch, seen },
    held: slots.map(({ recalled: _, ...slot }) => slot),
    wants: wants.map(({ itemId, start }) => ({ itemId, date: dateOfMinute(start) })),
  });
  if (!reply.ok) return reply;
  const { leases, elsewhere, ...head } = reply.value;
  const stretched = <Slot extends { readonly itemId: string }>({ itemId, ...slot }: Slot) => ({
    ...{ ...slot, ...WHOLE_DAY },
    resourceId: itemId,
  });
  return {
    ...reply,
    value: {
      ...head,
      leases: leases.flatMap((slot) => onResources(catalogue, stretched(slot))),
      elsewhere: elsewhere.flatMap(({ courts, ...slot }) =>
        // Such a district does not say which courts of the slot they are.
        Array.from({ length: courts }, (_, index) => ({ ...slot, court: index + 1 })).flatMap((one) =>
          onResources(catalogue, { ...stretched(one), serial: 0, recalled: false }).map(
            ({ serial: _serial, recalled: _recalled, ...stretch }) => ({ ...stretch, silentSinceMs: null }),
          ),
        ),
      ),
      toPublic: null,
    },
  };
}
