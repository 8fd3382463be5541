import { unreachable } from '../../domain/base/unreachable.ts';
import type { Catalogue, Item } from '../../domain/catalogue/catalogue.ts';
import { limitedItemsOf } from '../../domain/decision/limited-items.ts';
import {
  type EntryEffect,
  effectOf,
  pastUseOf,
  type RecordedUse,
} from '../../domain/journal/fold/recorded-uses.ts';
import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import { openRecordBook, type RecordBook, type RecordChange } from '../records/record-book.ts';
import { mattersOfChange } from '../records/record-matters.ts';
import { recordRoleOf } from '../records/record-role.ts';
import type { Services } from '../services.ts';
import type { DistrictWrites } from '../storage/store.ts';
import type { CountedUse } from '../storage/store-rows.ts';
import { type Finding, type Matter, openDiscrepancy } from './finding.ts';
import { countUse, takeBack } from './limit-matters.ts';
import { givenToPublic } from './public-matters.ts';
import { courtRequestMatters, requestMatters } from './request-matters.ts';

type AuditServices = Pick<Services, 'catalogue' | 'secrets' | 'now'>;

/**
 * Puts fresh entries into the records that they belong to, and checks them against the limits that several kiosks share,
 * in the transaction that stores them: a court given twice, a right used elsewhere or twice, a booking that two desks
 * moved at once. Entries that collide all stay and become a discrepancy; nothing is refused and nobody is billed
 * by machine. Answers what was found, in the order of the entries. An entry that stands in its record already changes
 * nothing.
 */
export async function auditEntries(
  writes: DistrictWrites,
  services: AuditServices,
  entries: readonly JournalEntry[],
): Promise<readonly Finding[]> {
  const { catalogue } = services.catalogue;
  const items = limitedItemsOf(catalogue);
  const relevant = entries.filter(
    (entry) => touchesLimits(items, effectOf(entry)) || recordRoleOf(entry, catalogue).kind !== 'none',
  );
  if (relevant.length === 0) return [];
  await writes.lockBookRow();
  const records = await openRecordBook(writes, { catalogue, now: services.now() }, relevant);
  const findings: Finding[] = [];
  for (const entry of relevant) {
    const matters = await mattersOf(writes, services, { items, records, entry });
    for (const matter of matters) {
      findings.push({
        seq: entry.seq,
        kind: matter.kind,
        caseId: await openDiscrepancy(writes, services, matter),
      });
    }
  }
  await records.save();
  return findings;
}

/**
 * Puts entries that are counted already into the records that they belong to. What a record counts for then is what all
 * of them say together: a court that was taken back and sold again was never given twice.
 */
export async function bringIntoRecords(
  writes: DistrictWrites,
  services: AuditServices,
  entries: readonly JournalEntry[],
): Promise<void> {
  const { catalogue } = services.catalogue;
  await writes.lockBookRow();
  const records = await openRecordBook(writes, { catalogue, now: services.now() }, entries);
  const changes = new Map<string, RecordChange>();
  for (const entry of entries) {
    const taken = records.take(entry);
    if (taken.kind !== 'changed') continue;
    const { change } = taken;
    const earlier = changes.get(change.recordId);
    changes.set(change.recordId, earlier === undefined ? change : { ...change, before: earlier.before });
  }
  const items = limitedItemsOf(catalogue);
  for (const change of changes.values()) {
    const matters = await mattersOfChange(writes, services, { items, catalogue, change, isCounted: true });
    for (const matter of matters) await openDiscrepancy(writes, services, matter);
  }
  await records.save();
}

type LimitedItems = ReadonlyMap<string, Item>;

function touchesLimits(items: LimitedItems, effect: EntryEffect): boolean {
  switch (effect.kind) {
    case 'use':
      return items.has(effect.use.body.itemId);
    case 'request':
      return effect.request.kind === 'court-requested' || items.has(effect.request.itemId);
    case 'void':
    case 'public':
      return true;
    case 'none':
    case 'newer':
    case 'step':
    case 'admission':
      return false;
    default:
      return unreachable(effect);
  }
}

async function mattersOf(
  writes: DistrictWrites,
  services: AuditServices,
  given: { readonly items: LimitedItems; readonly records: RecordBook; readonly entry: JournalEntry },
): Promise<readonly Matter[]> {
  const { items, records, entry } = given;
  const taken = records.take(entry);
  switch (taken.kind) {
    case 'none':
      return mattersWithoutRecord(writes, { items, catalogue: services.catalogue.catalogue }, entry);
    case 'kept':
      return [];
    case 'changed':
      return mattersOfChange(writes, services, {
        items,
        catalogue: services.catalogue.catalogue,
        change: taken.change,
      });
    default:
      return unreachable(taken);
  }
}

async function mattersWithoutRecord(
  writes: DistrictWrites,
  { items, catalogue }: { readonly items: LimitedItems; readonly catalogue: Catalogue },
  entry: JournalEntry,
): Promise<readonly Matter[]> {
  const { journalId } = entry;
  const effect = effectOf(entry);
  switch (effect.kind) {
    case 'void':
      await takeBack(writes, { journalId, seq: effect.voidsSeq });
      return [];
    case 'request':
      if (effect.request.kind === 'court-requested') {
        return courtRequestMatters(writes, { entry, body: effect.request });
      }
      return requestMatters(writes, items.get(effect.request.itemId), { entry, body: effect.request });
    case 'use': {
      const item = items.get(effect.use.body.itemId);
      const { start } = effect.use.body;
      if (item === undefined) return [];
      return countUse(
        writes,
        { catalogue, item },
        {
          use: countedUseOf(journalId, effect.use),
          span: { start, minutes: null },
        },
      );
    }
    case 'public':
      return givenToPublic(writes, catalogue, { ...effect.stretch, entry: { journalId, seq: entry.seq } });
    case 'none':
    case 'newer':
    case 'step':
    case 'admission':
      return [];
    default:
      return unreachable(effect);
  }
}

function countedUseOf(journalId: string, recorded: RecordedUse): CountedUse {
  const { entry, courts = [], ...counted } = pastUseOf(recorded);
  const { cardRef } = recorded.body;
  return {
    ...counted,
    courts,
    journalId,
    seq: entry.seq,
    cardRef,
    takesPlace: true,
    givenBy: journalId,
    span: null,
  };
}
