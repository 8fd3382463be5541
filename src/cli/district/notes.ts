import { eraseNotes } from '../../district/notes/erase-notes.ts';
import type { Forgotten, NoteCounts } from '../../district/storage/note-store.ts';
import { FLAG, optionsOrWords, TEXT } from '../input/options-of.ts';
import type { ImportOutput } from './import.ts';
import { storageOf } from './lines.ts';
import { runOrExplain, withStore } from './run-or-explain.ts';

export const NOTES_USAGE = `npm run district -- notes [erase] [--json] [--data FOLDER]

  Says how many notes of clerks there are (telephones, purposes of rooms) and how many cannot be read. With erase it first
  deletes the key and the bytes of each note that has had its end. A running district does that at its start and once a
  day. With PGlite the district must not be running.
  --data FOLDER   data folder (.data/district); not used when DATABASE_URL names a PostgreSQL`;

/** `npm run district -- notes`: answers the exit code; 2 where the data could not be opened. */
export async function notes(
  args: readonly string[],
  databaseUrl: string | undefined,
  { say, complain }: ImportOutput,
): Promise<0 | 1 | 2> {
  const given = readNotesArguments(args);
  if (typeof given === 'string') {
    complain(`${given}\n\n${NOTES_USAGE}`);
    return 2;
  }
  return runOrExplain(complain, () =>
    withStore(storageOf(databaseUrl, given.data), complain, async (store): Promise<0> => {
      const { erased, forgotten } = given.erases
        ? await eraseNotes({ store, now: Date.now })
        : { erased: 0, forgotten: null };
      const counts = await store.read((reads) => reads.noteCounts());
      if (given.json) say(JSON.stringify({ erasedNow: erased, forgotten, ...counts }));
      else say([...(given.erases ? erasedWords(erased, forgotten) : []), ...countWords(counts)].join('\n'));
      return 0;
    }),
  );
}

function erasedWords(erased: number, forgotten: Forgotten | null): string[] {
  const words = [`本次已销毁便签 notes erased now ${erased}`];
  if (forgotten === 'all-but-log') {
    words.push(
      '  数据库的预写日志里可能还留有密钥，直到被覆盖；见 docs/notes.md',
      '  the write-ahead log of the database may hold keys until it is written over: see docs/notes.md',
    );
  }
  return words;
}

function countWords({ readable, withoutKey, erased }: NoteCounts): string[] {
  const words = [`便签 notes ${readable} · 已销毁 erased ${erased}`];
  if (withoutKey > 0) {
    words.push(
      `  ${withoutKey} 条没有密钥，读不了：备份不含密钥，等原前台再次上传`,
      `  ${withoutKey} cannot be read: backups have no keys, and the kiosk that wrote them has not brought them again`,
    );
  }
  return words;
}

const ERASE_WANTED =
  '要写明做什么：不写就是统计，或写 erase say what to do: nothing counts the notes, erase deletes them';

function readNotesArguments(args: readonly string[]) {
  const given = optionsOrWords({
    args: [...args],
    allowPositionals: true,
    options: { data: TEXT, json: FLAG },
  });
  if (typeof given === 'string') return given;
  const { values, positionals } = given;
  const [task, ...more] = positionals;
  if ((task !== undefined && task !== 'erase') || more.length > 0) return ERASE_WANTED;
  return { data: values.data, json: values.json === true, erases: task === 'erase' };
}
