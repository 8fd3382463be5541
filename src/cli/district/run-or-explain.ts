import { resolve } from 'node:path';
import { hasCluster } from '../../district/database/cluster-folder.ts';
import { type Database, openDatabase, type Storage } from '../../district/database/database.ts';
import { sqlStore } from '../../district/database/sql-store.ts';
import { StartFault } from '../../district/start-fault.ts';
import type { DistrictStore } from '../../district/storage/store.ts';
import { CommandFault } from '../input/terminal.ts';

/** Runs a command of the office and returns its exit code. If the command fails, says why and returns 2. */
export async function runOrExplain(
  complain: (line: string) => void,
  work: () => Promise<0 | 1>,
): Promise<0 | 1 | 2> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof StartFault || thrown instanceof CommandFault)) throw thrown;
    complain(faultWords(thrown));
    return 2;
  }
}

/** If a running district has the data folder open, the command can ask that district instead. */
function faultWords(fault: StartFault | CommandFault): string {
  if (!(fault instanceof StartFault) || fault.kind !== 'folder-in-use') return fault.message;
  return `${fault.message}\n也可以用 --url 和 --token-file 问正在运行的区平台。Or ask the district that runs, with --url and --token-file.`;
}

type Complain = (line: string) => void;

/** Opens the district's data for one task, and closes it even if the task fails. Throws `CommandFault` if there are none. */
export async function withStore<T>(
  storage: Storage,
  complain: Complain,
  work: (store: DistrictStore) => Promise<T>,
): Promise<T> {
  return withDatabase(storage, complain, (_database, store) => work(store));
}

/** The same for a task that may begin a district. */
export async function withStoreOrNew<T>(
  storage: Storage,
  complain: Complain,
  work: (store: DistrictStore) => Promise<T>,
): Promise<T> {
  return withOpened(storage, complain, (_database, store) => work(store));
}

/** As `withStore`, for a task that also needs the tables as they are. */
export async function withDatabase<T>(
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
