import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import packageJson from '../../../package.json' with { type: 'json' };
import { type BackupManifest, verifyBackup } from '../../district/backup/backup-file.ts';
import { dumpDatabase } from '../../district/backup/dump.ts';
import { HOUR_MS } from '../../domain/base/duration.ts';
import { wallMinuteOf } from '../../domain/base/wall-time.ts';
import { BackupKept, BackupMade, BackupPart } from '../../protocol/wire-backup.ts';
import { fileWordsInBoth } from '../input/file-words.ts';
import { FLAG } from '../input/options-of.ts';
import { CommandFault } from '../input/terminal.ts';
import { backupFaultWords, backupWords } from './backup-words.ts';
import { OFFICE_LINE_USAGE, type OfficeClient, officeOptionsOf, readOffice } from './office-client.ts';
import { officeCommand, type StoredDistrict } from './run-or-explain.ts';

export const BACKUP_USAGE = `npm run district -- backup FILE|FOLDER [--json] [--data FOLDER | --url URL --token-file FILE]

  Writes everything that the district keeps to a new file, as it is at one moment; in a FOLDER the file is named for the
  time. It is written under another name (.unfinished), checked, and then renamed: a file of the right name is whole.
  PostgreSQL goes on serving meanwhile. With PGlite the district must not be running, or is asked at URL with an
  access token (--token-file - reads standard input), and then answers nobody else until the backup is made.
  The file holds names and the key of the pseudonyms: keep it as safe as the database. The keys that the server signs
  with are not in it: npm run -s keys made them, and they are kept apart.
  --data FOLDER   data folder (.data/district); not used when DATABASE_URL names a PostgreSQL
${OFFICE_LINE_USAGE}`;

const FILE_WANTED = '要写明备份到哪个文件或文件夹 a FILE or FOLDER for the backup is needed';

/** `npm run district -- backup`: exit 2 if nothing could be tried. */
export const backUp = officeCommand({
  usage: BACKUP_USAGE,
  read: readBackupArguments,
  async run({ place, json }, district, { say }) {
    const file = fileFor(place, Date.now());
    const draft = `${file}.unfinished`;
    const keep = async (): Promise<BackupManifest> => {
      const reading = await verifyBackup(draft);
      if (!reading.ok) throw new CommandFault(`${draft}: ${backupFaultWords(reading.fault)}`);
      renameSync(draft, file);
      return reading.manifest;
    };
    try {
      const manifest = await district.ask({
        stored: (data) => backUpStored({ data, draft, keep }),
        running: (ask) => backUpRunning({ ask, draft, keep }),
        requestMsMax: HOUR_MS,
      });
      say(json === true ? JSON.stringify({ file, manifest }) : backupWords(file, manifest));
      return 0;
    } catch (thrown) {
      if (!isOfFile(thrown)) throw thrown;
      throw new CommandFault(`${draft}: 写不了 cannot be written: ${fileWordsInBoth(thrown)}`);
    }
  },
});

async function backUpStored({
  data,
  draft,
  keep,
}: {
  readonly data: StoredDistrict;
  readonly draft: string;
  readonly keep: () => Promise<BackupManifest>;
}): Promise<BackupManifest> {
  return data.openTables(async (database, store) => {
    await dumpDatabase(database, draft, { version: packageJson.version, now: Date.now });
    const manifest = await keep();
    const { madeAtMs, sha256 } = manifest;
    await store.transaction((writes) => writes.noteBackup({ madeAt: madeAtMs, sha256 }));
    return manifest;
  });
}

async function backUpRunning({
  ask,
  draft,
  keep,
}: {
  readonly ask: OfficeClient;
  readonly draft: string;
  readonly keep: () => Promise<BackupManifest>;
}): Promise<BackupManifest> {
  const { backupId, bytes } = readOffice(await ask('backups', {}), BackupMade);
  const handle = openSync(draft, 'w', 0o600);
  try {
    // A part is never empty before the last one, so that the size bounds the loop.
    for (let from = 0; from < bytes; ) {
      const part = readOffice(await ask(`backups/${backupId}/part?from=${from}`), BackupPart);
      const chunk = Buffer.from(part.base64, 'base64');
      if (chunk.length === 0) break;
      writeSync(handle, chunk);
      from += chunk.length;
    }
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  const manifest = await keep();
  readOffice(await ask(`backups/${backupId}/kept`, {}), BackupKept);
  return manifest;
}

/** A name that is free. Throws `CommandFault`: a backup is never written over another. */
function fileFor(place: string, now: number): string {
  const isFolder = place.endsWith('/') || statSync(place, { throwIfNoEntry: false })?.isDirectory() === true;
  const seconds = String(Math.floor(now / 1_000) % 60).padStart(2, '0');
  const time = wallMinuteOf(now).replaceAll('-', '').replace('T', '-').replace(':', '') + seconds;
  const file = isFolder ? join(place, `district-${time}.backup`) : place;
  if (existsSync(file)) {
    throw new CommandFault(
      `${file}: 已经有这个文件，没有改动；请换一个名字 is there already and was not changed; take another name`,
    );
  }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  return file;
}

function isOfFile(thrown: unknown): boolean {
  return thrown instanceof Error && 'syscall' in thrown && 'path' in thrown;
}

function readBackupArguments(args: string[]) {
  const { values, positionals } = officeOptionsOf({
    args,
    allowPositionals: true,
    options: { json: FLAG },
  });
  const [place, ...more] = positionals;
  if (place === undefined || more.length > 0) return `${FILE_WANTED}\n\n${BACKUP_USAGE}`;
  return { ...values, place };
}
