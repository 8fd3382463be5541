import { importJournalExport } from '../../district/journal/journal-import.ts';
import { verifyCatalogue } from '../../district/roster/catalogue.ts';
import { systemSecrets } from '../../district/storage/secrets.ts';
import { readInputFile } from '../input/input-file.ts';
import { optionsOf, TEXT } from '../input/options-of.ts';
import type { CommandOutput } from '../input/terminal.ts';
import { unreadWords } from '../input/text-input.ts';
import { importWords } from './import-words.ts';
import { keysToReadWith } from './key-options.ts';
import { KEY_OPTIONS, keyPlaceOf } from './options.ts';
import { dataCommand } from './run-or-explain.ts';

export const IMPORT_USAGE = `npm run district -- import FILE... (--keys FOLDER | --demo) [--data FOLDER]

  Takes journals that kiosks without a line have exported, as if they had pushed them. The same file twice adds
  nothing. With PGlite the district must not be running. Exit 1 where a file was refused.
  --keys FOLDER   the district part of what npm run keys has made; nothing is signed, and no passphrase needed
  --data FOLDER   data folder (.data/district); not used when DATABASE_URL names a PostgreSQL`;

export type ImportOutput = CommandOutput;

/** `npm run district -- import`: exit 2 if nothing could be tried. */
export const importFiles = dataCommand({
  usage: IMPORT_USAGE,
  read: readImportArguments,
  async run({ files, ...given }, data, { say, complain }) {
    const readKeys = await keysToReadWith(keyPlaceOf(given));
    const catalogue = verifyCatalogue(readKeys.catalogue);
    return data.openOrBegin(async (store) => {
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
        const outcome = await importJournalExport(services, bytes, { list: readKeys.list, ofKiosk });
        (outcome.ok ? say : complain)(`${file}: ${importWords(outcome)}`);
        if (!outcome.ok) code = 1;
      }
      return code;
    });
  },
});

/** What the file holds, or in words why it cannot be read. */
function bytesOf(file: string): Uint8Array | string {
  const read = readInputFile(file);
  return read.ok ? read.bytes : unreadWords(file, read.why);
}

function readImportArguments(args: string[]) {
  const { values, positionals } = optionsOf({
    args,
    allowPositionals: true,
    options: { data: TEXT, ...KEY_OPTIONS },
  });
  if (positionals.length === 0) return `要写明导入哪个文件 a FILE to import is needed\n\n${IMPORT_USAGE}`;
  return { ...values, files: positionals };
}
