import { type RestoreOutcome, restoreBackup } from '../../district/backup/restore.ts';
import { unreachable } from '../../domain/base/unreachable.ts';
import { fileWordsInBoth } from '../input/file-words.ts';
import { FLAG, optionsOf, TEXT } from '../input/options-of.ts';
import { CommandFault } from '../input/terminal.ts';
import { backupFaultWords, restoreWords } from './backup-words.ts';
import { dataCommand } from './run-or-explain.ts';

export const RESTORE_USAGE = `npm run district -- restore FILE [--replace] [--json] [--data FOLDER]

  Puts a backup into an empty data folder or database: all of it, or nothing. The district must not be running. It gets
  a new epoch in the same commit, so that kiosks send again what the backup lacks; what each will send is listed. A backup
  of PGlite may go into a PostgreSQL, and the other way round. Exit 1 where the backup or the place was refused.
  --replace       put the data that are there aside, under another name beside the new ones; they are never deleted
  --data FOLDER   data folder (.data/district); not used when DATABASE_URL names a PostgreSQL`;

const FILE_WANTED = '要写明从哪个备份恢复 the FILE of a backup is needed';

/** `npm run district -- restore`: exit 2 if nothing could be tried. */
export const restore = dataCommand({
  usage: RESTORE_USAGE,
  read: readRestoreArguments,
  async run({ file, replace, json }, { storage }, { say, complain }) {
    const restoring = { file, replaces: replace === true, now: Date.now };
    const outcome = await restoreBackup(storage, restoring).catch((thrown) => {
      if (!isOfFile(thrown, file)) throw thrown;
      throw new CommandFault(`${file}: 读不了 cannot be read: ${fileWordsInBoth(thrown)}`);
    });
    if (outcome.kind !== 'restored') {
      complain(
        `没有恢复，数据没有改动 not restored, and nothing was changed: ${refusalWords(file, outcome)}`,
      );
      return 1;
    }
    say(json === true ? JSON.stringify(outcome) : restoreWords(outcome));
    return 0;
  },
});

function refusalWords(file: string, outcome: Exclude<RestoreOutcome, { kind: 'restored' }>): string {
  switch (outcome.kind) {
    case 'bad-backup':
      return `${file}: ${backupFaultWords(outcome.fault)}`;
    case 'newer-backup':
      return `${file}: 由更新的版本 ${outcome.manifest.version} 备份，请先升级 a newer release made it: update this program first`;
    case 'not-empty':
      return '这里已经有数据；确要替换用 --replace，原来的会另名保留 there are data already; --replace puts them aside';
    case 'in-use':
      return `数据库还有 ${outcome.connections} 个连接，请先停下区平台 ${outcome.connections} connections are open: stop the district first`;
    default:
      return unreachable(outcome);
  }
}

/** A folder is opened like a file, and the fault of reading it names no path. */
function isOfFile(thrown: unknown, file: string): boolean {
  if (!(thrown instanceof Error) || !('code' in thrown)) return false;
  return thrown.code === 'EISDIR' || ('path' in thrown && thrown.path === file);
}

function readRestoreArguments(args: string[]) {
  const { values, positionals } = optionsOf({
    args,
    allowPositionals: true,
    options: { data: TEXT, replace: FLAG, json: FLAG },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) return `${FILE_WANTED}\n\n${RESTORE_USAGE}`;
  return { ...values, file };
}
