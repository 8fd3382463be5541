import type { CardNumber } from '../../domain/card/card-number.ts';
import type { CardRef } from '../../domain/card/card-ref.ts';
import type { JournalFault } from '../../domain/journal/journal-state.ts';
import type { RosterPort } from '../ports.ts';
import { type RecordPorts, record } from '../record/record.ts';

export interface ShowNamePorts extends RecordPorts {
  readonly roster: Pick<RosterPort, 'fullNameOf'>;
  readonly cardRefOf: (cardNumber: CardNumber) => CardRef;
}

/** `no-name`: names are off here, or the roster has none for the card; nothing was recorded then. */
export type ShownName =
  | { readonly kind: 'shown'; readonly name: string }
  | { readonly kind: 'no-name' }
  | { readonly kind: 'not-recorded'; readonly reason: JournalFault['kind'] | 'host' };

/**
 * The holder's full name for a clerk who asks for it, handed out only once the journal says that it was: what
 * cannot be recorded is not shown.
 */
export async function showName(
  ports: ShowNamePorts,
  { cardNumber, siteId }: { readonly cardNumber: CardNumber; readonly siteId: string },
): Promise<ShownName> {
  const name = await ports.roster.fullNameOf(cardNumber);
  if (name === null) return { kind: 'no-name' };
  const cardRef = ports.cardRefOf(cardNumber);
  const recorded = await record(ports, { siteId, body: { kind: 'name-shown', cardRef } });
  switch (recorded.kind) {
    case 'recorded':
      return { kind: 'shown', name };
    case 'fault':
      return { kind: 'not-recorded', reason: recorded.fault.kind };
    case 'unanswered':
      return { kind: 'not-recorded', reason: 'host' };
  }
}
