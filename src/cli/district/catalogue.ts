import { checkCatalogue } from '../../catalogue-review/catalogue-check.ts';
import { diffCatalogues } from '../../catalogue-review/catalogue-diff.ts';
import { withClosedDays } from '../../catalogue-review/closed-days.ts';
import { readHolidayText, withNotice } from '../../catalogue-review/holiday-text.ts';
import { quoteOf } from '../../catalogue-review/quotation.ts';
import { jsonOf, layOutJson } from '../../domain/base/json-text.ts';
import { terminalLine } from '../../domain/base/plain-text.ts';
import { unreachable } from '../../domain/base/unreachable.ts';
import { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { isJsonObject } from '../../domain/catalogue/catalogue-rule.ts';
import type { CatalogueDraft, DraftOutcome } from '../../protocol/wire-drafts.ts';
import { CommandFault, type CommandOutput, CommandRefused } from '../input/terminal.ts';
import { readTextInput } from '../input/text-input.ts';
import { parseArguments } from '../quote/quote-arguments.ts';
import { type DraftDesk, runningDraftDesk, storedDraftDesk } from './catalogue/draft-desk.ts';
import { DRAFTS_USAGE, type DraftOrder, readDraftArguments } from './catalogue/draft-order.ts';
import { approversWords, draftWords, outcomeWords, publicationLine } from './catalogue/draft-words.ts';
import { keysToReadWith } from './key-options.ts';
import { writeNewFile } from './new-file.ts';
import { keyPlaceOf } from './options.ts';
import { PUBLISH_USAGE, publish } from './publish.ts';
import { officeCommand } from './run-or-explain.ts';

export const CATALOGUE_USAGE = `${PUBLISH_USAGE}\n\n${DRAFTS_USAGE}`;

/** `npm run district -- catalogue`: exit 1 if it was refused, 2 if nothing could be tried. */
export const catalogue: typeof publish = (args, databaseUrl, output) =>
  (args[0] === 'publish' || args.length === 0 ? publish : drafts)(args, databaseUrl, output);

const drafts = officeCommand({
  usage: DRAFTS_USAGE,
  read: readDraftArguments,
  run: (given, district, output) => {
    const { order, json = false, officer } = given;
    return district.ask({
      async stored(data) {
        if (officer === undefined) throw new CommandFault('要写明 --officer 姓名 --officer NAME is needed');
        const { catalogue: source } = await keysToReadWith(keyPlaceOf(given));
        return data.openOrBegin(async (store) =>
          run(await storedDraftDesk(store, source, officer), order, { ...output, json }),
        );
      },
      running: (ask) => run(runningDraftDesk(ask), order, { ...output, json }),
    });
  },
});

type Told = CommandOutput & { readonly json: boolean };

async function run(desk: DraftDesk, order: DraftOrder, told: Told): Promise<0 | 1> {
  switch (order.kind) {
    case 'begin':
      return begin(desk, order.fromVersion, told);
    case 'draft':
      return show(await draftOf(desk), order.out, told);
    case 'save':
      return saveFile(desk, order.file, told);
    case 'holidays':
      return saveHolidays(desk, order.file, told);
    case 'closed':
      return saveClosed(desk, order, told);
    case 'check':
      return check(await draftOf(desk), told);
    case 'diff': {
      const changes = diffCatalogues(await desk.inForce(), contentOf(await draftOf(desk)), order.language);
      told.say(changes.length === 0 ? '没有不同 no differences' : changes.join('\n'));
      return 0;
    }
    case 'quote':
      return quote(await draftOf(desk), order.args, told);
    case 'step':
      return tell(await desk.step(order.step, { revision: (await draftOf(desk)).revision }), told);
    case 'return':
      return tell(
        await desk.step('return', { revision: (await draftOf(desk)).revision, comment: order.comment }),
        told,
      );
    case 'list':
      for (const one of await desk.publications()) {
        told.say(told.json ? JSON.stringify(one) : publicationLine(one));
      }
      return 0;
    case 'withdraw': {
      const outcome = await desk.withdraw(order.version, order.reason);
      if (told.json) told.say(JSON.stringify(outcome));
      else told.say(WITHDRAWALS[outcome.kind]);
      return outcome.kind === 'withdrawn' ? 0 : 1;
    }
    default:
      return unreachable(order);
  }
}

async function begin(desk: DraftDesk, fromVersion: number | null, told: Told): Promise<0 | 1> {
  const code = tell(await desk.begin(fromVersion), told);
  const approvers = code === 0 && !told.json ? await desk.approvers() : null;
  if (approvers !== null) told.say(approversWords(approvers));
  return code;
}

const WITHDRAWALS = {
  withdrawn: '已撤回 withdrawn',
  'in-force': '已经开始执行，不能撤回 it is in force: begin a draft from an earlier version',
  already: '已经撤回过 withdrawn already',
  'unknown-version': '没有这一版目录 the district has had no such version',
};

function tell(outcome: DraftOutcome, { say, complain, json }: Told): 0 | 1 {
  const isDone = outcome.kind === 'done';
  if (json) say(JSON.stringify(outcome));
  else (isDone ? say : complain)(outcomeWords(outcome));
  return isDone ? 0 : 1;
}

async function draftOf(desk: DraftDesk): Promise<CatalogueDraft> {
  const draft = await desk.draft();
  if (draft === null) throw new CommandRefused(outcomeWords({ kind: 'no-draft' }));
  return draft;
}

function contentOf({ payload }: CatalogueDraft): Catalogue {
  return Catalogue.parse(payload);
}

function show(draft: CatalogueDraft, out: string | null, { say, json }: Told): 0 {
  say(json ? JSON.stringify(draft) : draftWords(draft));
  if (out !== null) writeNewFile(out, `${layOutJson({ payload: draft.payload })}\n`);
  return 0;
}

/** Saves a payload, or the payload of a file that has one. */
async function saveFile(desk: DraftDesk, file: string, told: Told): Promise<0 | 1> {
  const json = jsonOf(textOf(file));
  const payload = isJsonObject(json) && 'payload' in json ? json['payload'] : json;
  if (!isJsonObject(payload)) throw new CommandFault(`${file}: 不是目录文件 is no catalogue`);
  return tell(await desk.step('save', { revision: (await draftOf(desk)).revision, payload }), told);
}

async function saveHolidays(desk: DraftDesk, file: string, told: Told): Promise<0 | 1> {
  const reading = readHolidayText(textOf(file));
  if (!reading.ok) {
    told.complain(`${file}: 没有读懂 not understood: ${reading.fault} ${terminalLine(reading.line)}`);
    return 1;
  }
  const draft = await draftOf(desk);
  const payload = withNotice(contentOf(draft), reading.notice);
  return tell(await desk.step('save', { revision: draft.revision, payload }), told);
}

const PLACE_FAULTS = {
  'no-site': '草稿里没有这个服务点 the draft has no such site',
  'no-item': '这个服务点没有这个项目 the site has no such item',
  'no-resource': '这个服务点没有这组场地 the site has no such courts or room',
  'at-several-sites':
    '这个项目在几个服务点提供，请先在“修改目录”里单独设置 the item is to be had at several sites: set it apart for this one first',
};

async function saveClosed(
  desk: DraftDesk,
  { place, days }: Extract<DraftOrder, { kind: 'closed' }>,
  told: Told,
): Promise<0 | 1> {
  const draft = await draftOf(desk);
  const entered = withClosedDays(contentOf(draft), place, days);
  if (!entered.ok) {
    told.complain(PLACE_FAULTS[entered.fault]);
    return 1;
  }
  return tell(await desk.step('save', { revision: draft.revision, payload: entered.catalogue }), told);
}

function textOf(file: string): string {
  const read = readTextInput(file);
  if (!read.ok) throw new CommandFault(read.reason);
  return read.text;
}

function check(draft: CatalogueDraft, { say, json }: Told): 0 | 1 {
  const remarks = checkCatalogue(contentOf(draft));
  const errors = remarks.filter(({ level }) => level === 'error').length;
  if (json) say(JSON.stringify(remarks));
  else {
    for (const { level, kind, place, message } of remarks) say(`${level} ${kind} ${place}: ${message}`);
    say(`${errors} errors, ${remarks.length - errors} warnings`);
  }
  return errors === 0 ? 0 : 1;
}

function quote(draft: CatalogueDraft, args: readonly string[], { say, complain }: Told): 0 | 1 {
  const parsed = parseArguments(args);
  const answer = parsed.ok ? quoteOf(contentOf(draft), parsed.request) : { error: parsed.error };
  if ('error' in answer) {
    complain(`${answer.error.kind}: ${answer.error.message}`);
    return 1;
  }
  say(JSON.stringify(answer));
  return 0;
}
