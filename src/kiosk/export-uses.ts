import type { NamedCards } from '../app/check/named-cards.ts';
import type { CachedUses } from '../app/record/cached-uses.ts';
import { DAY_MS } from '../domain/base/duration.ts';
import { messageOf } from '../domain/base/message-of.ts';
import { unreachable } from '../domain/base/unreachable.ts';
import { plusDays, type WallDate } from '../domain/base/wall-time.ts';
import type { Catalogue } from '../domain/catalogue/catalogue.ts';
import type { RecordedUse } from '../domain/journal/fold/recorded-uses.ts';
import { shortNumber } from '../domain/journal/short-number.ts';
import { csvOf } from '../domain/print/csv.ts';
import { headingsOfUses, rowOfUse, type TableCell } from '../domain/print/use-table.ts';
import type { Settings } from '../host-api/settings-api.ts';
import type { UiPort } from './ui-port.ts';

/** Nobody asks for more days than this at once. */
const EXPORT_DAYS_MAX = 366;
const COLUMN_WIDTH = 16;
/** The name of the sheet in a workbook. */
const SHEET = { zh: '记录', en: 'Records' };

export type TableFormat = 'csv' | 'xlsx';

/** A period, both days included. */
export interface ExportPeriod {
  readonly from: WallDate;
  readonly until: WallDate;
}

export type UsesExport =
  | { readonly kind: 'downloaded'; readonly file: string; readonly uses: number }
  | { readonly kind: 'nothing' }
  /** The period ends before it begins, or has more than `EXPORT_DAYS_MAX` days. */
  | { readonly kind: 'wrong-period' }
  | { readonly kind: 'fault'; readonly detail: string };

export interface ExportUsesParts {
  readonly uses: Pick<CachedUses, 'recordedOn'>;
  readonly namedCards: Pick<NamedCards, 'of'>;
  readonly catalogue: { current(): Catalogue | null };
  readonly kiosk: string | undefined;
  readonly settings: () => Settings;
  readonly download: UiPort['download'];
}

/** Hands the clerk the list of a period as a file, the oldest first. `onProgress` hears of each day. Never rejects. */
export async function exportUses(
  parts: ExportUsesParts,
  { from, until }: ExportPeriod,
  format: TableFormat,
  onProgress: (days: number, of: number) => void,
): Promise<UsesExport> {
  const days = (Date.parse(until) - Date.parse(from)) / DAY_MS + 1;
  if (!(days >= 1 && days <= EXPORT_DAYS_MAX)) return { kind: 'wrong-period' };
  try {
    const rows: (readonly TableCell[])[] = [];
    for (let day = 0; day < days; day += 1) {
      rows.push(...(await rowsOfDay(parts, plusDays(from, day))));
      onProgress(day + 1, days);
    }
    if (rows.length === 0) return { kind: 'nothing' };
    const { language, siteId } = parts.settings();
    const file = `${siteId ?? 'desk'}-${from}${from === until ? '' : `-${until}`}.${format}`;
    const table = { sheet: SHEET[language], headings: headingsOfUses(language), rows };
    parts.download(file, await tableFile(format, table));
    return { kind: 'downloaded', file, uses: rows.length };
  } catch (cause) {
    return { kind: 'fault', detail: messageOf(cause) };
  }
}

async function rowsOfDay(parts: ExportUsesParts, date: WallDate): Promise<readonly (readonly TableCell[])[]> {
  const { uses, namedCards, settings } = parts;
  const { siteId, language } = settings();
  const recorded = (await uses.recordedOn(siteId ?? '', date)).toReversed();
  const cards = await namedCards.of(recorded.map(({ body }) => body.cardRef));
  return recorded.map((use) => {
    const card = cards.get(use.body.cardRef);
    return rowOfUse(use, { ...namesOf(parts, use), ...cardNames(card) }, language);
  });
}

function cardNames(card: { readonly tail: string; readonly maskedName: string | null } | undefined) {
  return { maskedName: card?.maskedName ?? null, cardTail: card?.tail ?? null };
}

function namesOf(
  { catalogue, kiosk, settings }: ExportUsesParts,
  { seq, siteId, body, voidedBySeq }: RecordedUse,
) {
  const { language } = settings();
  const current = catalogue.current();
  const site = current?.sites.find(({ id }) => id === siteId);
  const item = current?.items.find(({ id, siteIds }) => id === body.itemId && siteIds.includes(siteId));
  const numberOf = (entry: number) => shortNumber(kiosk ?? null, entry);
  return {
    number: numberOf(seq),
    siteName: site?.name[language] ?? siteId,
    itemName: item?.name[language] ?? body.itemId,
    voidedBy: voidedBySeq === null ? null : numberOf(voidedBySeq),
  };
}

/** A table that is written to a file. */
interface FileTable {
  /** The name of its sheet in a workbook. */
  readonly sheet: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly TableCell[])[];
}

/** A table as a file for a spreadsheet. */
export function tableFile(format: TableFormat, table: FileTable): Promise<Blob> {
  return format === 'csv' ? csvFile(table) : workbook(table);
}

async function csvFile({ headings, rows }: FileTable): Promise<Blob> {
  return new Blob([csvOf([headings, ...rows.map((row) => row.map(csvCell))])], { type: 'text/csv' });
}

function csvCell(cell: TableCell): string | number {
  switch (cell.kind) {
    case 'text':
      return cell.text;
    case 'minute':
      return cell.minute.replace('T', ' ');
    case 'number':
      return cell.number;
    case 'yuan':
      return cell.fen / 100;
    case 'none':
      return '';
    default:
      return unreachable(cell);
  }
}

/** Days are written as days and amounts as numbers. A text stays a text, whatever it begins with. */
async function workbook({ sheet, headings, rows }: FileTable): Promise<Blob> {
  // The desk sells without it: it is loaded when somebody asks for a file.
  const { default: writeExcelFile } = await import('write-excel-file/universal');
  const head = headings.map((value) => ({ value, fontWeight: 'bold' as const }));
  const data = [head, ...rows.map((row) => row.map(xlsxCell))];
  const columns = headings.map(() => ({ width: COLUMN_WIDTH }));
  return writeExcelFile(data, { sheet, columns, stickyRowsCount: 1 }).toBlob();
}

function xlsxCell(cell: TableCell) {
  switch (cell.kind) {
    case 'text':
      return { value: cell.text, type: String, format: '@' };
    case 'minute':
      return {
        // A workbook has wall time and no zone.
        value: new Date(`${cell.minute}:00Z`),
        type: Date,
        format: 'yyyy-mm-dd hh:mm',
      };
    case 'number':
      return { value: cell.number, type: Number };
    case 'yuan':
      return { value: cell.fen / 100, type: Number, format: '#,##0.00' };
    case 'none':
      return null;
    default:
      return unreachable(cell);
  }
}
