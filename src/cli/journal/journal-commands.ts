import { writeFileSync } from 'node:fs';
import type { Language } from '../../domain/base/text.ts';
import { unreachable } from '../../domain/base/unreachable.ts';
import { wallDateOf } from '../../domain/base/wall-time.ts';
import { bodyOf, type JournalEntry, recordedAtOf } from '../../domain/journal/journal-entry.ts';
import { errorCodeOf } from '../../host/disk/error-code.ts';
import { journalExportOf } from '../../host/journal/journal-export.ts';
import { inspectJournal, type JournalInspection } from '../../host/journal/journal-inspection.ts';
import { journalIdsOf } from '../../host/journal/journal-list.ts';
import { EXPORT_ENTRIES_MAX } from '../../protocol/journal-export.ts';
import { fileWords } from '../input/file-words.ts';
import { exportSignerOf } from './export-signer.ts';
import { type EntryFilter, type JournalArguments, readJournalArguments, USAGE } from './journal-options.ts';
import { journalPlaceOf, UnfitFile } from './journal-place.ts';
import { entryLine, NEWER, TABLE_HEAD, verdictLines, wordsIn } from './journal-words.ts';

export interface Output {
  /** The answer, a line each. */
  readonly say: (line: string) => void;
  /** What went wrong. */
  readonly complain: (line: string) => void;
}

/** 0: sound; 1: damaged; 2: not understood, not there or not readable. */
type ExitCode = 0 | 1 | 2;

/** Runs one subcommand over every path that was given; the worst of them is the exit code. No journal is changed. */
export async function runJournalCommand(args: readonly string[], output: Output): Promise<ExitCode> {
  const given = readJournalArguments(args);
  if (given.command === 'help') {
    output.say(USAGE);
    return args.length === 0 ? 2 : 0;
  }
  if (given.command === 'wrong') {
    output.complain(`${given.message}\n\n${USAGE}`);
    return 2;
  }
  let worst: ExitCode = 0;
  for (const path of given.paths) {
    for (const journalId of await journalsAt(path, given)) {
      const code = await runOn({ path, journalId }, given, output);
      if (code > worst) worst = code;
    }
  }
  return worst;
}

type Given = Exclude<JournalArguments, { command: 'help' | 'wrong' }>;

/** One journal at a path; `journalId` null if there is one alone, or none. */
interface Chosen {
  readonly path: string;
  readonly journalId: string | null;
}

/** Includes the journals that a kiosk has left; an export takes the one that is named. */
async function journalsAt(path: string, given: Given): Promise<readonly (string | null)[]> {
  if (given.journalId !== null) return [given.journalId];
  try {
    const { disk, only } = await journalPlaceOf(path);
    const ids = only === null ? await journalIdsOf(disk) : [];
    return ids.length < 2 || given.command === 'export' ? [null] : ids;
  } catch {
    return [null]; // the inspection says why
  }
}

function runOn(path: Chosen, given: Given, output: Output): Promise<ExitCode> {
  switch (given.command) {
    case 'verify':
      return verify(path, given, output);
    case 'show':
      return show(path, given, output);
    case 'export':
      return exportTo(path, given, output);
    default:
      return unreachable(given);
  }
}

async function verify(
  path: Chosen,
  { language }: { readonly language: Language },
  output: Output,
): Promise<ExitCode> {
  const counts = new Map<string, number>();
  const inspection = await inspect(path, language, output, (entry) => {
    // A kind that is known may mean something else in a newer format.
    const name = bodyOf(entry) === null ? `${entry.body.kind} [${NEWER}]` : entry.body.kind;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  });
  if (inspection === null) return 2;
  for (const line of verdictLines(inspection, counts, language)) output.say(line);
  return inspection.damage === null ? 0 : 1;
}

async function show(
  path: Chosen,
  { language, filter, json }: Extract<JournalArguments, { command: 'show' }>,
  output: Output,
): Promise<ExitCode> {
  if (!json) output.say(TABLE_HEAD);
  const inspection = await inspect(path, language, output, (entry) => {
    if (isWanted(entry, filter)) output.say(json ? JSON.stringify(entry) : entryLine(entry));
  });
  if (inspection === null) return 2;
  if (inspection.damage === null) return 0;
  for (const line of verdictLines(inspection, new Map(), language)) output.complain(line);
  return 1;
}

/** Writes what is sound: of a damaged journal, what comes before the damage. */
async function exportTo(
  path: Chosen,
  { language, filter, out, key, passphraseFile }: Extract<JournalArguments, { command: 'export' }>,
  output: Output,
): Promise<ExitCode> {
  const entries: JournalEntry[] = [];
  const inspection = await inspect(path, language, output, (entry) => {
    if (entry.seq >= filter.fromSeq && entry.seq <= filter.toSeq) entries.push(entry);
  });
  if (inspection === null) return 2;
  const words = wordsIn(language);
  const [first, ...rest] = entries;
  if (first === undefined || entries.length > EXPORT_ENTRIES_MAX) {
    output.complain(words.notExportable(entries.length, EXPORT_ENTRIES_MAX));
    return 2;
  }
  try {
    const { disk } = await journalPlaceOf(path.path);
    const sign = await exportSignerOf({ keyFile: key, passphraseFile }, disk.folder);
    if (sign === null) {
      output.complain(words.sealed);
      return 2;
    }
    const { name, bytes } = journalExportOf([first, ...rest], { exportedAtMs: Date.now(), sign });
    writeFileSync(out ?? name, bytes, { flag: 'wx', mode: 0o600, flush: true });
    output.say(words.exported(out ?? name, first.seq, first.seq + rest.length));
  } catch (error) {
    output.complain(words.notWritten(`${out ?? path.path}: ${detailOf(error, language)}`));
    return 2;
  }
  if (inspection.damage === null) return 0;
  for (const line of verdictLines(inspection, new Map(), language)) output.complain(line);
  return 1;
}

/** Reads what was chosen. If there is nothing to look at, says why and returns null. */
async function inspect(
  { path, journalId }: Chosen,
  language: Language,
  { complain }: Output,
  onEntry: (entry: JournalEntry) => void,
): Promise<JournalInspection | null> {
  try {
    const { disk, only } = await journalPlaceOf(path);
    const inspection = await inspectJournal(disk, only, { onEntry, journalId });
    if (inspection !== null && !isEmpty(inspection)) return inspection;
    complain(wordsIn(language).none(path));
    return null;
  } catch (error) {
    complain(wordsIn(language).unreadable(path, detailOf(error, language)));
    return null;
  }
}

/** True for a file that has no entry, and whose name is not that of a journal's file. */
function isEmpty({ journalId, damage }: JournalInspection): boolean {
  return journalId === '' && damage === null;
}

function detailOf(error: unknown, language: Language): string {
  if (error instanceof UnfitFile) return error.words[language];
  if (errorCodeOf(error) === null && error instanceof Error) return error.message;
  return fileWords(error)[language];
}

function isWanted(entry: JournalEntry, { fromSeq, toSeq, kind, date }: EntryFilter): boolean {
  if (entry.seq < fromSeq || entry.seq > toSeq) return false;
  if (kind !== null && entry.body.kind !== kind) return false;
  return date === null || wallDateOf(recordedAtOf(entry)) === date;
}
