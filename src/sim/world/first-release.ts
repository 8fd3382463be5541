import { cardRefOf } from '../../domain/card/card-ref.ts';
import { agreementIn, courtsGivenIn, minutesOf } from '../../domain/decision/item-details.ts';
import { courtsIn, type GivenBody, minutesIn, type UseBody } from '../../domain/journal/entry-body.ts';
import { GENESIS_HASH, hashOfEntry, type JournalEntry } from '../../domain/journal/journal-entry.ts';
import { workflowOf } from '../../domain/workflow/workflows.ts';
import { segmentNameIn, segmentNameOf } from '../../host/journal/file/journal-segment.ts';
import { DISABLED_FILE } from '../../host/profile/kept-enrolment.ts';
import type { RunningKiosk } from '../kiosk/simulated-kiosk.ts';
import type { Device } from './device.ts';
import { lastFileOf } from './hand.ts';
import type { World } from './world.ts';

const SALES_MAX = 3;
const VOID_SHARE = 0.2;
/** The share of sales whose courts are not named, as the first kiosks named none. */
const UNNAMED_SHARE = 0.5;

/** A shift with the first release. What it sells is in the journal once the machine is off: see `recordAsFirst`. */
export async function sellAsFirst(world: World, device: Device, kiosk: RunningKiosk): Promise<void> {
  const { first } = device;
  const composed = kiosk.window.kiosk();
  if (composed === null) return;
  const random = device.random.fork(`first-release-${first.shiftsLeft}`);
  first.shiftsLeft -= 1;
  first.journalId = kiosk.profile.journals.current().journal.journalId;
  first.sold = [];
  for (let sales = 1 + random.below(SALES_MAX); sales > 0; sales -= 1) {
    const cardNumber = random.pick(world.cards);
    const check = await composed.work.check(cardNumber, {});
    if (check?.kind !== 'decided') continue;
    const { decision } = check;
    // Matters and agreements came later.
    const offered = decision.items.flatMap((item) =>
      item.kind === 'yes' && item.details.kind !== 'matter' && agreementIn(item) === null ? [item] : [],
    );
    if (offered.length === 0) continue;
    const item = random.pick(offered);
    const { itemId, choice, price, ruleId, clause, kind, unit } = item;
    const { person, quantity, start } = choice;
    const { listTotalFen, totalFen } = price;
    const { catalogueVersion } = decision;
    const cardRef = cardRefOf(world.cardRefKeyHex, cardNumber);
    const fields = {
      ...{ cardRef, itemId, person, quantity, start, listTotalFen, totalFen, ruleId, clause },
      ...{ catalogueVersion, verdict: kind, confirmed: [] },
    };
    const courts = random.chance(UNNAMED_SHARE) ? [] : courtsGivenIn(item);
    const rest = {
      minutes: minutesOf(item),
      number: null,
      party: null,
      agreement: null,
      workdays: null,
      recordId: '',
    };
    first.sold.push(asFirstUse(workflowOf(item).bodyOf({ fields, courts, unit, ...rest })));
  }
}

/** The first release had no records: courts, rooms and passes were uses. */
function asFirstUse(body: GivenBody): UseBody {
  const { itemId, cardRef, person, quantity, start, listTotalFen, totalFen, ruleId, clause } = body;
  const { catalogueVersion, verdict, confirmed } = body;
  const courts = [...courtsIn(body)];
  return {
    kind: 'use',
    ...{ itemId, cardRef, person, quantity, start, listTotalFen, totalFen, ruleId, clause },
    ...{ catalogueVersion, verdict, confirmed, minutes: minutesIn(body) },
    ...(courts.length === 0 ? {} : { courts }),
  };
}

/** Writes what the first release sold as entries of format 1, behind those that it has written before. */
export function recordAsFirst({ time, oracle, tally }: World, device: Device): void {
  const { first, disk, kioskId, siteId, flips, clockOffMs } = device;
  const sold = first.sold.splice(0);
  const { journalId } = first;
  if (sold.length === 0 || journalId === null || kioskId === null || flips > 0) return;
  // The machine has learned that it is revoked, and has wiped itself. Entries that it writes now would come after that.
  if (disk.names().includes(DISABLED_FILE)) return;
  const file = lastFileOf(device);
  // A machine that has begun another journal was updated.
  const isOther = disk.names().some((name) => (segmentNameIn(name)?.journalId ?? journalId) !== journalId);
  if (isOther || (file === null && disk.names().some((name) => segmentNameIn(name) !== null))) return;
  const before = file?.entries ?? [];
  const random = device.random.fork(`void-${first.shiftsLeft}`);
  const entries: JournalEntry[] = [];
  for (const body of sold) {
    const seq = (entries.at(-1) ?? before.at(-1))?.seq ?? (file?.firstSeq ?? 1) - 1;
    const parent = (entries.at(-1) ?? before.at(-1))?.hash ?? GENESIS_HASH;
    const isVoid = entries.length > 0 && random.chance(VOID_SHARE);
    const said = isVoid ? { kind: 'void', voidsSeq: seq, reason: 'mistyped' } : body;
    const at = { deviceMs: Math.floor(time.nowMs() + clockOffMs), monotonicMs: 0, serverOffsetMs: null };
    const head = { format: 1, journalId, seq: seq + 1, parent, kioskId, siteId, at };
    entries.push({ ...head, body: said, hash: hashOfEntry({ ...head, body: said }) });
  }
  const lines = [...before, ...entries].map((entry) => `${JSON.stringify(entry)}\n`).join('');
  disk.write(file?.name ?? segmentNameOf(journalId, 1), new TextEncoder().encode(lines));
  for (const entry of entries) oracle.recorded(device.name, entry);
  tally.fired('first-release');
}
