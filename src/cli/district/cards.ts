import { basename } from 'node:path';
import { shippedCatalogue, verifyCatalogue } from '../../district/roster/catalogue.ts';
import { systemSecrets } from '../../district/storage/secrets.ts';
import { unreachable } from '../../domain/base/unreachable.ts';
import { CARDS_FILE_BYTES_MAX, type JudgedRow } from '../../protocol/wire-cards.ts';
import { readInputFile } from '../input/input-file.ts';
import { CommandFault, type CommandOutput } from '../input/terminal.ts';
import { unreadWords } from '../input/text-input.ts';
import { CARDS_USAGE, type CardsOrder, readCardsArguments } from './cards/card-order.ts';
import { bothWords, cardLine, cardLines, changesWords, importLine, rowLine } from './cards/card-words.ts';
import { type CardsDesk, type JobResult, listedCards, runningDesk, storedDesk } from './cards/cards-desk.ts';
import { templateLine, writeTemplate } from './cards/template.ts';
import { keysToReadWith } from './key-options.ts';
import { keyPlaceOf } from './options.ts';
import { officeCommand } from './run-or-explain.ts';

/** How often long work reports its progress. */
const PROGRESS_ROWS = 20_000;

/** `npm run district -- cards`: exit 2 if nothing could be asked for. */
export const officeCards = officeCommand({
  usage: CARDS_USAGE,
  read: readCardsArguments,
  async run({ order, officer, ...given }, district, output) {
    if (order.kind === 'template') return template(order.file, output);
    const asked = { order, inJson: given.json === true };
    return district.ask({
      async stored(data) {
        // The forms of card numbers alone are needed, and no signature: they are those of the shipped catalogue as well.
        const place = keyPlaceOf(given);
        const hasPlace = place.folder !== null || place.catalogue !== null;
        const source = hasPlace ? (await keysToReadWith(place)).catalogue : await shippedCatalogue();
        const services = { catalogue: verifyCatalogue(source), secrets: systemSecrets, now: Date.now };
        // A first list of cardholders may come before the district's first start.
        const opened = order.kind === 'import' || order.kind === 'add' ? data.openOrBegin : data.open;
        return opened((store) => serve(storedDesk({ ...services, store }, officer), asked, output));
      },
      running: (ask) => serve(runningDesk(ask), asked, output),
    });
  },
});

async function template(file: string | null, { say }: CommandOutput): Promise<0> {
  if (file === null) {
    say(templateLine());
    return 0;
  }
  await writeTemplate(file);
  say(`样表 template: ${file}`);
  return 0;
}

interface Asked {
  readonly order: Exclude<CardsOrder, { readonly kind: 'template' }>;
  readonly inJson: boolean;
}

async function serve(desk: CardsDesk, { order, inJson }: Asked, output: CommandOutput): Promise<0 | 1> {
  const { say, complain } = output;
  switch (order.kind) {
    case 'list': {
      let found = 0;
      for await (const card of listedCards(desk, order)) {
        found += 1;
        say(inJson ? JSON.stringify(card) : cardLine(card));
      }
      if (found === 0 && !inJson) say('没有这样的卡 no such cards');
      return 0;
    }
    case 'show': {
      const card = await desk.show(order.cardNumber);
      if (card === null) complain(`没有这张卡 no such card: ${order.cardNumber}`);
      else if (inJson) say(JSON.stringify(card));
      else for (const line of cardLines(card)) say(line);
      return card === null ? 1 : 0;
    }
    case 'add':
    case 'set':
    case 'replace': {
      const done = await changeBy(desk, order);
      if (inJson) say(JSON.stringify(done));
      else say(`${cardLine(done.card)}\n  ${changesWords(done.changes) || '没有变化 nothing changed'}`);
      return 0;
    }
    case 'imports': {
      const imports = await desk.imports();
      for (const one of imports) say(inJson ? JSON.stringify(one) : importLine(one));
      if (imports.length === 0 && !inJson) say('还没有导入过 nothing was imported yet');
      return 0;
    }
    case 'import':
      return take(desk, { order, inJson }, output);
    case 'undo':
      return undo(desk, { importId: order.importId, inJson }, output);
  }
}

function changeBy(
  desk: CardsDesk,
  order: Extract<CardsOrder, { readonly kind: 'add' | 'set' | 'replace' }>,
): ReturnType<CardsDesk['change']> {
  switch (order.kind) {
    case 'add':
      return desk.add(order);
    case 'set':
      return desk.change(order);
    case 'replace':
      return desk.replace(order);
    default:
      return unreachable(order);
  }
}

async function take(
  desk: CardsDesk,
  {
    order,
    inJson,
  }: { readonly order: Extract<CardsOrder, { readonly kind: 'import' }>; readonly inJson: boolean },
  output: CommandOutput,
): Promise<0 | 1> {
  const { say, complain } = output;
  const { file, isDryRun } = order;
  const read = readInputFile(file, CARDS_FILE_BYTES_MAX);
  if (!read.ok) throw new CommandFault(unreadWords(file, read.why));
  const onRow = (row: JudgedRow): void => {
    if (isDryRun && !inJson) say(rowLine(row));
  };
  const watch = { onProgress: progressTo(complain), onRow };
  const result = await desk.take({ bytes: read.bytes, fileName: basename(file), isDryRun }, watch);
  switch (result.kind) {
    case 'judged': {
      if (inJson) say(importJson(result));
      else tellImport(result, isDryRun, output);
      return result.refused.length > 0 ? 1 : 0;
    }
    case 'unreadable': {
      const why = bothWords(result.why);
      if (inJson) say(JSON.stringify({ ...NOTHING, refused: [{ row: 0, column: '', why }] }));
      complain(`${file}: ${why}\n${NOTHING_TAKEN}`);
      return 1;
    }
    default:
      throw notDone(result);
  }
}

type Judged = Extract<JobResult, { readonly kind: 'judged' }>;

const NOTHING = { added: 0, changed: 0, same: 0 };
const NOTHING_TAKEN = '一行也没有收 nothing was taken';

function importJson({
  added,
  changed,
  same,
  refused,
  importId,
  passedOver,
  sheetsPassedOver,
}: Judged): string {
  return JSON.stringify({
    added,
    changed,
    same,
    refused: refused.map(refusedInJson),
    importId,
    passedOver,
    sheetsPassedOver,
  });
}

function refusedInJson({ sheet, row, column, why }: Judged['refused'][number]) {
  return { row, column, why: bothWords(why), ...(sheet === null ? {} : { sheet }) };
}

function tellImport(result: Judged, isDryRun: boolean, { say, complain }: CommandOutput): void {
  const { added, changed, same, refused, importId, passedOver, sheetsPassedOver } = result;
  if (!isDryRun) for (const row of refused) complain(rowLine({ outcome: 'refused', ...row }));
  if (passedOver.length > 0) say(`未读的列 columns passed over: ${passedOver.join('、')}`);
  if (sheetsPassedOver.length > 0) say(`未读的工作表 sheets passed over: ${sheetsPassedOver.join('、')}`);
  say(`新增 added ${added}  变更 changed ${changed}  不变 same ${same}  拒收 refused ${refused.length}`);
  if (refused.length > 0) complain(NOTHING_TAKEN);
  else if (importId !== null) say(`导入 import ${importId}；撤销 to take it back: cards undo ${importId}`);
  else say('试读，没有收 a dry run: nothing was taken');
}

async function undo(
  desk: CardsDesk,
  { importId, inJson }: { readonly importId: string; readonly inJson: boolean },
  { say, complain }: CommandOutput,
): Promise<0 | 1> {
  const result = await desk.undo(importId, { onProgress: progressTo(complain), onRow: () => {} });
  switch (result.kind) {
    case 'undone': {
      const { undone, refused } = result;
      if (inJson) say(JSON.stringify({ undone, refused: refused.map(refusedInJson) }));
      else {
        for (const row of refused) complain(rowLine({ outcome: 'refused', ...row }));
        say(`已撤销 undone ${undone}  保持现状 left as they are ${refused.length}`);
      }
      return refused.length > 0 ? 1 : 0;
    }
    case 'no-such-import':
      complain(`没有这次导入 no such import: ${importId}`);
      return 1;
    case 'undone-already':
      complain(`早已撤销过 it was undone already: ${importId}`);
      return 1;
    default:
      throw notDone(result);
  }
}

function notDone({ kind }: JobResult): CommandFault {
  return new CommandFault(
    `区平台没有办成，原因在它的日志里 the district failed, and its log says why (${kind})`,
  );
}

/** Reports the progress of long work from time to time. */
function progressTo(complain: (line: string) => void) {
  let told = '';
  return ({
    phase,
    rows,
    of,
  }: {
    readonly phase: 'reading' | 'taking';
    readonly rows: number;
    readonly of: number | null;
  }) => {
    const step = `${phase} ${Math.floor(rows / PROGRESS_ROWS)}`;
    if (step === told || rows < PROGRESS_ROWS) return;
    told = step;
    const [zh, en] = phase === 'reading' ? ['已读', 'read'] : ['已处理', 'done'];
    complain(`${zh} ${rows}${of === null ? '' : ` / ${of}`} 行 rows ${en}`);
  };
}
