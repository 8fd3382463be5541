import { projectNewer } from '../../district/intake/project-newer.ts';
import { projectRecords } from '../../district/records/project-records.ts';
import { verifyCatalogue } from '../../district/roster/catalogue.ts';
import { systemSecrets } from '../../district/storage/secrets.ts';
import { optionsOf, TEXT } from '../input/options-of.ts';
import { keysToReadWith } from './key-options.ts';
import { KEY_OPTIONS, keyPlaceOf } from './options.ts';
import { dataCommand } from './run-or-explain.ts';

export const PROJECT_USAGE = `npm run district -- project (--keys FOLDER | --demo) [--data FOLDER]

  Counts the entries that an earlier release of the district stored without knowing their kind, and makes records of the
  bookings and passes that were sold before there were records. Each start of the district does it, too; a second run does nothing more. With PGlite the district must not be running.
  --keys FOLDER   the district part of what npm run keys has made
  --data FOLDER   data folder (.data/district); not used when DATABASE_URL names a PostgreSQL`;

/** `npm run district -- project`: exit 2 if the data could not be opened. */
export const projectEntries = dataCommand({
  usage: PROJECT_USAGE,
  read: readProjectArguments,
  async run(given, data, { say }) {
    const { catalogue: source } = await keysToReadWith(keyPlaceOf(given));
    const catalogue = verifyCatalogue(source);
    const { counted, left } = await data.open(async (store) => {
      const services = { store, catalogue, secrets: systemSecrets, now: Date.now };
      const projected = await projectNewer(services);
      await projectRecords(services);
      return projected;
    });
    say(
      `补计 ${counted} 条，本版本仍不认识 ${left} 条 counted ${counted}, not known to this version ${left}`,
    );
    return 0;
  },
});

function readProjectArguments(args: string[]) {
  return optionsOf({ args, options: { data: TEXT, ...KEY_OPTIONS } }).values;
}
