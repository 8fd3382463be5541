import type { Storage } from '../../district/database/database.ts';
import { importJournalExport } from '../../district/journal/journal-import.ts';
import { verifyCatalogue } from '../../district/roster/catalogue.ts';
import { StartFault } from '../../district/start-fault.ts';
import { systemSecrets } from '../../district/storage/secrets.ts';
import { messageOf } from '../../domain/base/message-of.ts';
import { readInputFile } from '../input/input-file.ts';
import { optionsOf } from '../input/options-of.ts';
import { CommandFault } from '../input/terminal.ts';
import { unreadWords } from '../input/text-input.ts';
import { importWords } from './import-words.ts';
import { type KeyPlace, trustToReadWith } from './key-options.ts';
import { KEY_OPTIONS, keyPlaceOf } from './options.ts';
import { withStoreOrNew } from './run-or-explain.ts';

const FOLDER_DEFAULT = '.data/district';

export const IMPORT_USAGE = `npm run district -- import FILE... (--keys FOLDER | --demo) [--data FOLDER]

  Takes journals that kiosks without a line have exported, as if they had pushed them. The same file twice adds
  nothing. With PGlite the district must not be running. Exit 1 where a file was refused.
  --keys FOLDER   the district part of what npm run keys has made; nothing is signed, and no passphrase needed
  --data FOLDER   data folder (${FOLDER_DEFAULT}); not used when DATABASE_URL names a PostgreSQL`;

export interface ImportOutput {
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
}

/** `npm run district -- import`: answers the exit code; 2 where nothing could be tried. */
export async function importFiles(
  args: readonly string[],
  databaseUrl: string | undefined,
  output: ImportOutput,
): Promise<0 | 1 | 2> {
  const given = readImportArguments(args, databaseUrl);
  if (typeof given === 'string') {
    output.complain(`${given}\n\n${IMPORT_USAGE}`);
    return 2;
  }
  try {
    return await importInto(given, output);
  } catch (thrown) {
    if (!(thrown instanceof StartFault || thrown instanceof CommandFault)) throw thrown;
    output.complain(thrown.message);
    return 2;
  }
}

async function importInto(
  { storage, files, keys }: ImportArguments,
  { say, complain }: ImportOutput,
): Promise<0 | 1> {
  const trust = await trustToReadWith(keys);
  const catalogue = verifyCatalogue(trust.catalogue);
  return withStoreOrNew(storage, complain, async (store) => {
    const services = { store, catalogue, secrets: systemSecrets, now: Date.now };
    let code: 0 | 1 = 0;
    for (const file of files) {
      const bytes = bytesOf(file);
      if (typeof bytes === 'string') {
        complain(bytes);
        code = 1;
        continue;
      }
      const ofKiosk = async (kioskId: string) =>
        (await services.store.read((reads) => reads.kioskById(kioskId)))?.publicKeyHex ?? null;
      const outcome = await importJournalExport(services, bytes, { list: trust.list, ofKiosk });
      (outcome.ok ? say : complain)(`${file}: ${importWords(outcome)}`);
      if (!outcome.ok) code = 1;
    }
    return code;
  });
}

/** What the file holds, or in words why it cannot be read. */
function bytesOf(file: string): Uint8Array | string {
  const read = readInputFile(file);
  return read.ok ? read.bytes : unreadWords(file, read.why);
}

interface ImportArguments {
  readonly files: readonly string[];
  readonly storage: Storage;
  readonly keys: KeyPlace;
}

function readImportArguments(
  args: readonly string[],
  databaseUrl: string | undefined,
): ImportArguments | string {
  try {
    const { values, positionals } = optionsOf({
      args: [...args],
      allowPositionals: true,
      options: { data: { type: 'string', default: FOLDER_DEFAULT }, ...KEY_OPTIONS },
    });
    if (positionals.length === 0) return '要写明导入哪个文件 a FILE to import is needed';
    const storage: Storage =
      databaseUrl === undefined || databaseUrl === ''
        ? { kind: 'pglite', folder: values.data }
        : { kind: 'postgresql', url: databaseUrl };
    return { files: positionals, storage, keys: keyPlaceOf(values) };
  } catch (thrown) {
    return messageOf(thrown); // an option that it does not have
  }
}
