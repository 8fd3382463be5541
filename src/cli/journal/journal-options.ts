import type { Language } from '../../domain/base/text.ts';
import { plainTyped } from '../../domain/base/typed-text.ts';
import { WallDate } from '../../domain/base/wall-time.ts';
import { JournalBody } from '../../domain/journal/entry-body.ts';
import { FLAG, optionsOrWords, TEXT } from '../input/options-of.ts';

/** Selects entries; every field narrows the selection. */
export interface EntryFilter {
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly kind: string | null;
  /** The day on which it was recorded, in Shanghai. */
  readonly date: WallDate | null;
}

interface Common {
  /** Segments, or folders that hold a journal. */
  readonly paths: readonly string[];
  readonly language: Language;
  /** One of several that lie in the folder. */
  readonly journalId: string | null;
}

export type JournalArguments =
  | ({ readonly command: 'verify' } & Common)
  | ({ readonly command: 'show'; readonly filter: EntryFilter; readonly json: boolean } & Common)
  | ({
      readonly command: 'export';
      readonly filter: Pick<EntryFilter, 'fromSeq' | 'toSeq'>;
      /** The file to write; null for a name of its own in this folder. */
      readonly out: string | null;
      /** A file with the key to sign with; null for the development key. */
      readonly key: string | null;
      readonly passphraseFile: string | null;
    } & Common)
  | { readonly command: 'help' }
  | { readonly command: 'wrong'; readonly message: string };

const KINDS = JournalBody.options.map((option) => option.shape.kind.value);

export const USAGE = `npm run -s journal -- verify FILE...   日志是否完好 is it sound: exit 0 yes, 1 no, 2 cannot be read
npm run -s journal -- show FILE...     逐条列出 its entries, a line each
npm run -s journal -- export FILE      写成签名文件，带到区里 a signed file for the district: npm run district -- import
FILE 是一个日志文件或整个数据文件夹 a journal file, or the folder that the kiosk keeps it in

  --from N --to N      只看这些序号 these entries alone
  --kind KIND          ${KINDS.join(', ')}
  --journal ID         文件夹里的这一本 this one of the folder; else all, and for export the one in use
  --date YYYY-MM-DD    只看这一天登记的 recorded on this day
  --out FILE           写到哪里 the file to write (export)
  --key FILE           签名密钥 an export key of npm run keys, else the kiosk's own key, else the demo's
  --passphrase-file FILE  密钥的口令 the passphrase of that key, else it is asked for or read from a pipe
  --json               每行一个 JSON one JSON a line (show)
  --language zh|en     说明的语言 (zh)`;

/** Reads the arguments of `npm run journal`. */
export function readJournalArguments(args: readonly string[]): JournalArguments {
  const parsed = parse(args);
  if (typeof parsed === 'string') return { command: 'wrong', message: parsed };
  const { values, positionals } = parsed;
  const [command, ...paths] = positionals;
  if (values.help === true || command === undefined) return { command: 'help' };
  const language = values.language ?? 'zh';
  if (language !== 'zh' && language !== 'en') return wrong(`--language ${language}: zh, en`);
  if (command !== 'verify' && command !== 'show' && command !== 'export') return wrong(command);
  if (paths.length === 0 || (command === 'export' && paths.length > 1))
    return wrong('要写明哪个文件（导出只能一个） name the FILE, and one alone for export');
  const common: Common = { paths, language, journalId: values.journal ?? null };
  if (command === 'verify') return { command, ...common };
  const filter = filterOf(values);
  if (typeof filter === 'string') return wrong(filter);
  return command === 'show'
    ? { command, ...common, filter, json: values.json === true }
    : {
        command,
        ...common,
        filter,
        out: values.out ?? null,
        key: values.key ?? null,
        passphraseFile: values['passphrase-file'] ?? null,
      };
}

type Values = Exclude<ReturnType<typeof parse>, string>['values'];

function filterOf(values: Values): EntryFilter | string {
  const { from = '1', to, kind } = values;
  const date = values.date === undefined ? undefined : plainTyped(values.date);
  const toSeq = to ?? String(Number.MAX_SAFE_INTEGER);
  if (!isSeq(from)) return `--from ${from}`;
  if (!isSeq(toSeq)) return `--to ${toSeq}`;
  if (kind !== undefined && !KINDS.some((known) => known === kind)) {
    return `--kind ${kind}: ${KINDS.join(', ')}`;
  }
  if (date !== undefined && !WallDate.safeParse(date).success) return `--date ${date}: YYYY-MM-DD`;
  return { fromSeq: Number(from), toSeq: Number(toSeq), kind: kind ?? null, date: date ?? null };
}

function isSeq(text: string): boolean {
  return /^[1-9][0-9]{0,15}$/.test(text);
}

function parse(args: readonly string[]) {
  return optionsOrWords({
    args: [...args],
    allowPositionals: true,
    options: {
      from: TEXT,
      to: TEXT,
      kind: TEXT,
      date: TEXT,
      journal: TEXT,
      json: FLAG,
      out: TEXT,
      key: TEXT,
      'passphrase-file': TEXT,
      language: TEXT,
      help: FLAG,
    },
  });
}

function wrong(message: string): JournalArguments {
  return { command: 'wrong', message: `不认识的参数 not understood: ${message}` };
}
