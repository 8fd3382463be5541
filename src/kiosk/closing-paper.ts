import { messageOf } from '../domain/base/message-of.ts';
import type { Catalogue } from '../domain/catalogue/catalogue.ts';
import type { DayClosed } from '../domain/journal/closing-body.ts';
import { type JournalEntry, recordedAtOf } from '../domain/journal/journal-entry.ts';
import { shortNumber } from '../domain/journal/short-number.ts';
import { type ClosingFacts, closingFileName, closingPaper, closingTable } from '../domain/print/closing.ts';
import type { Paper } from '../domain/print/paper.ts';
import type { StaffMember } from '../domain/staff/member.ts';
import type { Settings } from '../host-api/settings-api.ts';
import { type TableFormat, tableFile, type UsesExport } from './export-uses.ts';
import type { UiPort } from './ui-port.ts';

/** What the closing on paper names. */
export interface ClosingFactsParts {
  readonly catalogue: { current(): Catalogue | null };
  /** The kiosk's short name. */
  readonly kiosk: string | undefined;
  readonly settings: () => Settings;
  readonly members: () => readonly StaffMember[];
}

interface Closing {
  readonly entry: JournalEntry;
  readonly body: DayClosed;
}

/** The closing as it stands on paper, in the language of the desk. */
export function paperOfClosing(
  parts: ClosingFactsParts,
  { entry, body }: Closing,
  isReprint: boolean,
): Paper {
  return closingPaper({ ...factsOf(parts, entry, body), isReprint }, parts.settings().language);
}

/** Hands the clerk the closing as a file. Never rejects. */
export async function exportClosing(
  parts: ClosingFactsParts & Pick<UiPort, 'download'>,
  closing: Closing,
  format: TableFormat,
): Promise<UsesExport> {
  const { entry, body } = closing;
  try {
    const facts = factsOf(parts, entry, body);
    const { language } = parts.settings();
    const table = { sheet: SHEET[language], ...closingTable(facts, language) };
    const file = `${closingFileName(entry.siteId, body.date, facts.number)}.${format}`;
    parts.download(file, await tableFile(format, table));
    return { kind: 'downloaded', file, uses: body.uses };
  } catch (cause) {
    return { kind: 'fault', detail: messageOf(cause) };
  }
}

/** The name of the sheet in a workbook. */
const SHEET = { zh: '日结', en: 'Closing' };
const NOBODY = { zh: '未登录', en: 'not signed in' };
const GONE = { zh: '已不在名单', en: 'no longer listed' };

function factsOf(parts: ClosingFactsParts, entry: JournalEntry, body: DayClosed): ClosingFacts {
  const { language } = parts.settings();
  const catalogue = parts.catalogue.current();
  const { siteId, seq } = entry;
  const nameOf = (memberId: string) =>
    parts.members().find((member) => member.memberId === memberId)?.name ??
    `${GONE[language]} ${memberId.slice(0, 4)}`;
  return {
    number: shortNumber(parts.kiosk ?? null, seq),
    siteName: catalogue?.sites.find(({ id }) => id === siteId)?.name[language] ?? siteId,
    kioskName: parts.kiosk ?? '',
    closedAt: recordedAtOf(entry),
    itemName: (itemId) =>
      catalogue?.items.find(({ id, siteIds }) => id === itemId && siteIds.includes(siteId))?.name[language] ??
      itemId,
    memberName: (memberId) => (memberId === null ? NOBODY[language] : nameOf(memberId)),
    closedBy: entry.staff == null ? null : nameOf(entry.staff),
    approvedBy: entry.approvedBy === undefined ? null : nameOf(entry.approvedBy),
    isReprint: false,
    body,
  };
}
