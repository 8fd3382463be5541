import type { DayEpoch, TablePart } from './table.ts';
import { TableFault } from './table.ts';
import { TextStore } from './text-store.ts';
import { sheetRows, TEXT_LENGTH_MAX, unescaped } from './xlsx-sheet.ts';
import { readWholeXml, readXml } from './xml-part.ts';
import { type ZipParts, zipParts } from './zip-parts.ts';

/** A list of cardholders has far fewer. */
const SHEETS_MAX = 255;
/** All texts of a workbook together. */
const SHARED_BYTES_MAX = 128 * 1024 * 1024;
const ROOT_RELATIONS = '_rels/.rels';

interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  /** Where it lies in the zip. */
  readonly part: string;
}

/** An XLSX workbook, sheet by sheet in the order of their tabs. Throws `TableFault`. */
export async function* xlsxTable(bytes: Uint8Array): AsyncGenerator<TablePart> {
  const zip = await zipParts(bytes);
  const workbookPart = zip.has(ROOT_RELATIONS)
    ? (await relationsOf(zip, ROOT_RELATIONS, '')).find(({ type }) => type.endsWith('/officeDocument'))?.part
    : undefined;
  if (workbookPart === undefined || !/\.xml$/i.test(workbookPart)) throw noWorkbook();
  const relations = await relationsOf(zip, relationsPartOf(workbookPart), folderOf(workbookPart));
  const { sheets, epoch } = await workbookOf(zip, workbookPart, relations);
  const sharedPart = relations.find(({ type }) => type.endsWith('/sharedStrings'))?.part;
  const shared =
    sharedPart === undefined || !zip.has(sharedPart) ? new TextStore() : await sharedTexts(zip, sharedPart);
  for (const { name, isHidden, part } of sheets) {
    if (isHidden) {
      yield { kind: 'hidden-sheet', name };
      continue;
    }
    yield { kind: 'sheet', name, epoch };
    yield* sheetRows(zip, part, shared);
  }
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly part: string;
}

async function relationsOf(zip: ZipParts, part: string, folder: string): Promise<readonly Relation[]> {
  const relations: Relation[] = [];
  await readWholeXml(zip.read(part), {
    open(name, { Id, Type, Target, TargetMode }) {
      if (name !== 'Relationship' || TargetMode === 'External' || relations.length > SHEETS_MAX * 4) return;
      if (Id === undefined || Type === undefined || Target === undefined) return;
      relations.push({ id: Id, type: Type, part: partOf(Target, folder) });
    },
    close: () => {},
    text: () => {},
  });
  return relations;
}

async function workbookOf(
  zip: ZipParts,
  part: string,
  relations: readonly Relation[],
): Promise<{ readonly sheets: readonly Sheet[]; readonly epoch: DayEpoch }> {
  const sheets: Sheet[] = [];
  let epoch: DayEpoch = 1900;
  await readWholeXml(zip.read(part), {
    open(name, attributes) {
      if (name === 'workbookPr') epoch = isTrue(attributes['date1904']) ? 1904 : 1900;
      if (name !== 'sheet' || sheets.length >= SHEETS_MAX) return;
      const id = Object.entries(attributes).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1];
      const found = relations.find((relation) => relation.id === id);
      if (found === undefined || !found.type.endsWith('/worksheet')) return;
      const isHidden = (attributes['state'] ?? 'visible') !== 'visible';
      sheets.push({ name: attributes['name'] ?? '', isHidden, part: found.part });
    },
    close: () => {},
    text: () => {},
  });
  return { sheets, epoch };
}

/** The texts that cells refer to by their place; how a text is pronounced is no part of it. */
async function sharedTexts(zip: ZipParts, part: string): Promise<TextStore> {
  const store = new TextStore();
  let text = '';
  let isText = false;
  let isPhonetic = false;
  const handlers = {
    open(name: string) {
      if (name === 'si') text = '';
      else if (name === 'rPh') isPhonetic = true;
      else if (name === 't') isText = !isPhonetic;
    },
    close(name: string) {
      if (name === 'si') store.add(unescaped(text));
      else if (name === 'rPh') isPhonetic = false;
      else if (name === 't') isText = false;
    },
    text(piece: string) {
      if (isText) text += piece.slice(0, TEXT_LENGTH_MAX - text.length);
    },
  };
  for await (const _ of readXml(zip.read(part), handlers)) {
    if (store.byteLength + text.length <= SHARED_BYTES_MAX) continue;
    throw new TableFault('too-large', {
      zh: '文字太多，不会是持卡人名册',
      en: 'it has too much text, so it cannot be a list of cardholders',
    });
  }
  return store;
}

/** A target is absolute in the zip, or goes from the folder of the part that names it. */
function partOf(target: string, folder: string): string {
  return new URL(target, `zip:///${folder}`).pathname.slice(1);
}

function folderOf(part: string): string {
  return part.slice(0, part.lastIndexOf('/') + 1);
}

function relationsPartOf(part: string): string {
  return `${folderOf(part)}_rels/${part.slice(folderOf(part).length)}.rels`;
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

function noWorkbook(): TableFault {
  return new TableFault('old-format', {
    zh: '里面没有 Excel 工作簿（.xlsx）。如是 .xlsb、.ods 或压缩包，请用 Excel 或 WPS 另存为 .xlsx',
    en: 'there is no .xlsx workbook in it; if it is .xlsb, .ods or an archive, save it as .xlsx with Excel or WPS',
  });
}
