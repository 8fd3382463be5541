import type { Storage } from '../../district/database/database.ts';
import { projectNewer } from '../../district/intake/project-newer.ts';
import { verifyCatalogue } from '../../district/roster/catalogue.ts';
import { systemSecrets } from '../../district/storage/secrets.ts';
import { messageOf } from '../../domain/base/message-of.ts';
import { optionsOf } from '../input/options-of.ts';
import type { ImportOutput } from './import.ts';
import { type KeyPlace, trustToReadWith } from './key-options.ts';
import { storageOf } from './lines.ts';
import { KEY_OPTIONS, keyPlaceOf } from './options.ts';
import { runOrExplain, withStore } from './run-or-explain.ts';

export const PROJECT_USAGE = `npm run district -- project (--keys FOLDER | --demo) [--data FOLDER]

  Counts the entries that an earlier release of the district stored without knowing their kind. Each start of the
  district does it, too; a second run does nothing more. With PGlite the district must not be running.
  --keys FOLDER   the district part of what npm run keys has made
  --data FOLDER   data folder (.data/district); not used when DATABASE_URL names a PostgreSQL`;

/** `npm run district -- project`: answers the exit code; 2 where the data could not be opened. */
export async function projectEntries(
  args: readonly string[],
  databaseUrl: string | undefined,
  { say, complain }: ImportOutput,
): Promise<0 | 1 | 2> {
  const given = readProjectArguments(args, databaseUrl);
  if (typeof given === 'string') {
    complain(`${given}\n\n${PROJECT_USAGE}`);
    return 2;
  }
  return runOrExplain(complain, async () => {
    const { catalogue: source } = await trustToReadWith(given.keys);
    const catalogue = verifyCatalogue(source);
    const { counted, left } = await withStore(given.storage, complain, (store) =>
      projectNewer({ store, catalogue, secrets: systemSecrets, now: Date.now }),
    );
    say(
      `补计 ${counted} 条，本版本仍不认识 ${left} 条 counted ${counted}, not known to this version ${left}`,
    );
    return 0;
  });
}

function readProjectArguments(
  args: readonly string[],
  databaseUrl: string | undefined,
): { readonly storage: Storage; readonly keys: KeyPlace } | string {
  try {
    const { values } = optionsOf({
      args: [...args],
      options: { data: { type: 'string' }, ...KEY_OPTIONS },
    });
    return { storage: storageOf(databaseUrl, values.data), keys: keyPlaceOf(values) };
  } catch (thrown) {
    return messageOf(thrown); // an option that it does not have
  }
}
