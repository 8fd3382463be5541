import { resolve } from 'node:path';
import { hasCluster } from '../../district/database/cluster-folder.ts';
import { type Database, openDatabase, type Storage } from '../../district/database/database.ts';
import { sqlStore } from '../../district/database/sql-store.ts';
import type { Outcome } from '../../district/refusal.ts';
import { StartFault } from '../../district/start-fault.ts';
import type { DistrictStore } from '../../district/storage/store.ts';
import { messageOf } from '../../domain/base/message-of.ts';
import { CommandFault, type CommandOutput, CommandRefused } from '../input/terminal.ts';
import { storageOf } from './lines.ts';
import { type OfficeClient, type OfficePlace, officeClient } from './office-client.ts';

/** What the words of a command say of the district that it asks. */
interface GivenPlace extends Partial<OfficePlace> {
  readonly data?: string | undefined;
}

interface Reading<Given> {
  readonly usage: string;
  /**
   * What the words ask for, or in words why they ask for nothing. May throw what `optionsOf` does, and `CommandFault`.
   */
  readonly read: (args: string[]) => Given | string;
}

/** Answers the exit code: 0 done, 1 refused, 2 if nothing could be asked for. */
type CommandRun = (
  args: readonly string[],
  databaseUrl: string | undefined,
  output: CommandOutput,
) => Promise<0 | 1 | 2>;

/** Stands for the officer where a command works on stored data and no name was given. */
export const COMMAND_LINE = '命令行 command line';

/** A command of the office, which asks stored data, or a district that runs. */
export function officeCommand<Given extends GivenPlace>({
  run,
  ...reading
}: Reading<Given> & {
  readonly run: (given: Given, district: AskedDistrict, output: CommandOutput) => Promise<0 | 1>;
}): CommandRun {
  return async (args, databaseUrl, output) => {
    const { complain } = output;
    const given = readOrExplain(reading, args, complain);
    if (given === null) return 2;
    const district = askedDistrict(given, databaseUrl, complain);
    return runOrExplain(complain, () => run(given, district, output));
  };
}

/** A command on stored data alone. */
export function dataCommand<Given extends GivenPlace>({
  run,
  ...reading
}: Reading<Given> & {
  readonly run: (given: Given, data: StoredDistrict, output: CommandOutput) => Promise<0 | 1>;
}): CommandRun {
  return async (args, databaseUrl, output) => {
    const { complain } = output;
    const given = readOrExplain(reading, args, complain);
    if (given === null) return 2;
    const data = storedDistrict(storageOf(databaseUrl, given.data), complain);
    return runOrExplain(
      complain,
      () => run(given, data, output),
      ({ message }) => message,
    );
  };
}

/** Null if nothing was asked for, and `complain` has said why. */
function readOrExplain<Given extends object>(
  { usage, read }: Reading<Given>,
  args: readonly string[],
  complain: Complain,
): Given | null {
  try {
    const given = read([...args]);
    if (typeof given !== 'string') return given;
    complain(given);
  } catch (thrown) {
    // What `optionsOf` does not know is explained by the usage as well.
    complain(thrown instanceof CommandFault ? thrown.message : `${messageOf(thrown)}\n\n${usage}`);
  }
  return null;
}

/** The district that a command asks: one that runs, or the data of one that does not. */
export interface AskedDistrict {
  ask<T>(ways: {
    readonly stored: (data: StoredDistrict) => Promise<T>;
    readonly running: (ask: OfficeClient) => Promise<T>;
    /** How long a running district may take for one answer. */
    readonly requestMsMax?: number;
  }): Promise<T>;
}

/** The data of a district. They are opened for one task, and closed even if the task fails. */
export interface StoredDistrict {
  readonly storage: Storage;
  /** Throws `CommandFault` if there are no data. */
  open<T>(work: (store: DistrictStore) => Promise<T>): Promise<T>;
  /** The same for a task that may begin a district. */
  openOrBegin<T>(work: (store: DistrictStore) => Promise<T>): Promise<T>;
  /** As `open`, for a task that also needs the tables as they are. */
  openTables<T>(work: (database: Database, store: DistrictStore) => Promise<T>): Promise<T>;
}

function askedDistrict(
  given: GivenPlace,
  databaseUrl: string | undefined,
  complain: Complain,
): AskedDistrict {
  const { url } = given;
  return {
    async ask({ stored, running, requestMsMax }) {
      return url === undefined
        ? stored(storedDistrict(storageOf(databaseUrl, given.data), complain))
        : running(officeClient({ ...given, url }, requestMsMax));
    },
  };
}

function storedDistrict(storage: Storage, complain: Complain): StoredDistrict {
  return {
    storage,
    open: (work) => withStore(storage, complain, work),
    openOrBegin: (work) => withOpened(storage, complain, (_database, store) => work(store)),
    openTables: (work) => withDatabase(storage, complain, work),
  };
}

/** Runs a command of the office and returns its exit code. If it fails, says why: 1 if the answer was no, otherwise 2. */
export async function runOrExplain(
  complain: (line: string) => void,
  work: () => Promise<0 | 1>,
  wordsOf = faultWords,
): Promise<0 | 1 | 2> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof StartFault || thrown instanceof CommandFault)) throw thrown;
    complain(wordsOf(thrown));
    return thrown instanceof CommandRefused ? 1 : 2;
  }
}

/** If a running district has the data folder open, the command can ask that district instead. */
function faultWords(fault: StartFault | CommandFault): string {
  if (!(fault instanceof StartFault) || fault.kind !== 'folder-in-use') return fault.message;
  return `${fault.message}\n也可以用 --url 和 --token-file 问正在运行的区平台。Or ask the district that runs, with --url and --token-file.`;
}

type Complain = (line: string) => void;

/**
 * Opens the district's data for one task, and closes it even if the task fails. Throws `CommandFault` if there are
 * none.
 */
export async function withStore<T>(
  storage: Storage,
  complain: Complain,
  work: (store: DistrictStore) => Promise<T>,
): Promise<T> {
  return withDatabase(storage, complain, (_database, store) => work(store));
}

/** As `withStore`, for a task that also needs the tables as they are. */
async function withDatabase<T>(
  storage: Storage,
  complain: Complain,
  work: (database: Database, store: DistrictStore) => Promise<T>,
): Promise<T> {
  const folder = storage.kind === 'pglite' ? storage.folder : null;
  if (folder !== null && !hasCluster(folder)) {
    throw new CommandFault(
      `${resolve(folder)}: 这里没有区平台的数据，没有新建；请核对 --data no district's data are here, and none were made; check --data`,
    );
  }
  return withOpened(storage, complain, work);
}

async function withOpened<T>(
  storage: Storage,
  complain: Complain,
  work: (database: Database, store: DistrictStore) => Promise<T>,
): Promise<T> {
  const { database, close } = await openDatabase(storage, (thrown) => complain(String(thrown)));
  try {
    return await work(database, sqlStore(database, storage.kind));
  } finally {
    await close();
  }
}

/** Throws a refusal of the stored data as `CommandRefused`, as `readOffice` does for a district that runs. */
export function doneOrThrow<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new CommandRefused(outcome.refusal.message);
}
