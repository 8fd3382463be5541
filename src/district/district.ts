import packageJson from '../../package.json' with { type: 'json' };
import { messageOf } from '../domain/base/message-of.ts';
import type { CardNumber } from '../domain/card/card-number.ts';
import type { RosterRecord } from '../domain/card/roster-record.ts';
import { placesNotUnderstood } from '../domain/catalogue/unread.ts';
import type { NewToken } from '../protocol/wire-office.ts';
import { createBackupDesk } from './backup/backup-desk.ts';
import { openDatabase, type Storage } from './database/database.ts';
import { sqlStore } from './database/sql-store.ts';
import type { ConnectionLimits } from './http/connections.ts';
import { DOCS_PATH } from './http/openapi.ts';
import { createServer, listen } from './http/server.ts';
import { projectNewer } from './intake/project-newer.ts';
import { createEnrolmentCode, type KioskGrant } from './kiosks/enrolment-code.ts';
import { rollEpoch } from './kiosks/epoch.ts';
import { revokeKiosk } from './kiosks/kiosk.ts';
import { createNonces } from './kiosks/nonces.ts';
import { eraseNotesDaily } from './notes/erase-notes.ts';
import { makeTokenByCommand } from './office/command-line.ts';
import { createDemoOfficers, type DemoOfficer } from './office/demo-officers.ts';
import { firstLinkOf, makeFirstLink } from './office/first.ts';
import { createRunTokens } from './office/run-token.ts';
import { dateMattersAgain } from './records/matter-deadlines.ts';
import { projectRecords } from './records/project-records.ts';
import type { Outcome } from './refusal.ts';
import { type CatalogueSource, type ServedCatalogue, verifyCatalogue } from './roster/catalogue.ts';
import { allowCard, type Denial, denyCard } from './roster/denied.ts';
import type { DistrictKeys } from './roster/keys.ts';
import {
  type CatalogueTrust,
  type CurrentCatalogue,
  currentCatalogue,
  publishCatalogue,
} from './roster/published-catalogue.ts';
import { insistOnCardNumbers, putCards, removeCard, seedCards } from './roster/roster.ts';
import type { CataloguePublishing, DistrictEvent, Services } from './services.ts';
import { seedDemoStaff } from './staff/demo-staff.ts';
import { StartFault } from './start-fault.ts';
import { systemSecrets } from './storage/secrets.ts';
import type { DistrictStore } from './storage/store.ts';

export interface DistrictOptions {
  readonly storage: Storage;
  readonly host: string;
  /** 0 lets the system choose one. */
  readonly port: number;
  readonly catalogue: CatalogueSource;
  /** What it signs with. */
  readonly keys: DistrictKeys;
  /** Cards of the demo: a district that has one of them on its roster does not start. */
  readonly strangers?: readonly CardNumber[];
  /** Cards to begin with; those that the district has had before are left as they are. */
  readonly seed?: readonly RosterRecord[];
  /** Begins with the demo's members, whose PINs anybody knows. */
  readonly hasDemoStaff?: boolean;
  readonly log?: (event: DistrictEvent) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Limits of its connections; each one that is not named is as usual. */
  readonly limits?: Partial<ConnectionLimits>;
  /** The addresses and networks of the proxies in front of the district, which believes them about where a request is from. */
  readonly trustProxy?: readonly string[];
  /** Serves a page and a document on its API, for developers. */
  readonly docs?: boolean;
  /** Where the built console of the office is; without it, none is served. */
  readonly officeFolder?: string;
  /** Only in a demo: signs a catalogue as soon as the office has approved it. Without it, somebody signs it by hand. */
  readonly catalogueSigner?: (payload: unknown) => string;
}

/** A running district server. */
export interface District {
  /** Without a slash at the end. */
  readonly url: string;
  /** Null without `docs`. */
  readonly docsUrl: string | null;
  /** All desks of the catalogue. */
  readonly siteIds: readonly string[];
  /** 8 digits, once, valid for `ENROLMENT_CODE_LIFETIME_MS`. */
  createEnrolmentCode(grant: KioskGrant): Promise<string>;
  /**
   * Adds or changes cards in one commit; an unchanged record is no change. Rejects with `RangeError`, and changes
   * nothing, where a number has not the catalogue's form.
   */
  putCards(records: readonly RosterRecord[]): Promise<void>;
  /** False if the card is not on the roster. */
  removeCard(cardNumber: CardNumber): Promise<boolean>;
  countCards(): Promise<number>;
  /** Puts a card, or one print of it, on the list that every kiosk refuses by. */
  denyCard(denial: Denial): Promise<void>;
  /** Takes a card off that list; false if it was not on it. */
  allowCard(cardNumber: CardNumber): Promise<boolean>;
  /** False if there is no such active kiosk. */
  revokeKiosk(kioskId: string): Promise<boolean>;
  /** After a restore from a backup; answers the new epoch. */
  rollEpoch(): Promise<string>;
  /** Makes a link by which the first administrator signs in, once and within a day; null if there is an administrator. */
  createFirstLink(): Promise<string | null>;
  /** Makes a named access token for a command at the terminal of the district. */
  createToken(order: NewToken): Promise<Outcome<{ readonly token: string }>>;
  /** Makes an administrator's access token for the program that has started this district; it ends with the run. */
  createRunToken(): Promise<string>;
  /** Makes an officer of each role for a demo, with new passwords each time. */
  createDemoOfficers(): Promise<readonly DemoOfficer[]>;
  /** Finishes the requests under way, then closes the database. */
  close(): Promise<void>;
}

/** Starts a district server; throws `StartFault` if it cannot run here. */
export async function startDistrict(options: DistrictOptions): Promise<District> {
  const { log = () => {}, now = Date.now, keys, storage } = options;
  const catalogue = verifyCatalogue(options.catalogue);
  tellUnread(catalogue, log);
  const { database, close: closeDatabase } = await openDatabase(storage, (thrown) =>
    log({ kind: 'connection-lost', message: messageOf(thrown) }),
  );
  const store = sqlStore(database, storage.kind);
  const secrets = systemSecrets;
  const nonces = createNonces({ secrets, now });
  const backups = createBackupDesk({ database, store, version: packageJson.version, now });
  const held = currentCatalogue({
    ...{ store, now, first: catalogue, catalogueTrust: options.catalogue },
    onChange: (served) => tellUnread(served, log),
  });
  const publishing = publishingBy(held, { store, now }, options.catalogue);
  const services: Services = {
    ...{ store, keys, log, now, secrets, nonces, backups, publishing },
    ...(options.catalogueSigner === undefined ? {} : { catalogueSigner: options.catalogueSigner }),
    get catalogue() {
      return held.current();
    },
  };
  const runTokens = createRunTokens(services);
  const server = await createServer(services, options);
  let endErasing = async () => {};
  const close = async (): Promise<void> => {
    await server.close();
    await runTokens.end();
    await endErasing();
    await backups.close();
    await closeDatabase();
  };
  try {
    await refuseStrangers(store, options.strangers ?? []);
    await keepCatalogue(store, catalogue, now());
    await held.look();
    await seedCards(store, options.seed ?? []);
    if (options.hasDemoStaff === true) await seedDemoStaff(services);
    await projectNewer(services);
    endErasing = eraseNotesDaily(services, (thrown) =>
      log({ kind: 'notes-not-erased', message: messageOf(thrown) }),
    );
    await projectRecords(services);
    await dateMattersAgain(services);
    const url = await listen(server, options);
    return {
      url,
      docsUrl: options.docs === true ? `${url}${DOCS_PATH}` : null,
      get siteIds() {
        return held.current().catalogue.sites.map((site) => site.id);
      },
      createEnrolmentCode: (grant) => createEnrolmentCode(services, grant),
      putCards: async (records) => {
        insistOnCardNumbers(records, held.current().catalogue);
        await putCards(store, records);
      },
      removeCard: (cardNumber) => removeCard(store, cardNumber),
      denyCard: (denial) => denyCard(services, denial),
      allowCard: (cardNumber) => allowCard(services, cardNumber),
      countCards: () => store.read((reads) => reads.countCards()),
      revokeKiosk: (kioskId) => revokeKiosk(services, kioskId),
      rollEpoch: () => rollEpoch(services),
      async createFirstLink() {
        const token = await makeFirstLink(services);
        return token === null ? null : firstLinkOf(url, token);
      },
      createToken: (order) => makeTokenByCommand(services, order),
      createRunToken: () => runTokens.create(),
      createDemoOfficers: () => createDemoOfficers(services),
      close,
    };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

function tellUnread({ catalogue }: ServedCatalogue, log: (event: DistrictEvent) => void): void {
  if (placesNotUnderstood(catalogue).length > 0) log({ kind: 'catalogue-not-understood', catalogue });
}

function publishingBy(
  held: CurrentCatalogue,
  services: Pick<Services, 'store' | 'now'>,
  catalogueTrust: CatalogueTrust,
): CataloguePublishing {
  return {
    async publish(text, by) {
      const published = await publishCatalogue(services, catalogueTrust, text, by);
      await held.look();
      return published;
    },
    refresh: held.refresh,
  };
}

/** Entries name the version that they were decided by, and are reckoned with it long after. */
async function keepCatalogue(store: DistrictStore, served: ServedCatalogue, storedAt: number): Promise<void> {
  const { text, catalogue } = served;
  await store.transaction((writes) => writes.insertCatalogue({ version: catalogue.version, text, storedAt }));
}

/** Anybody can print a card of the demo; throws `StartFault`. */
async function refuseStrangers(store: DistrictStore, cardNumbers: readonly CardNumber[]): Promise<void> {
  if (cardNumbers.length === 0) return;
  const rows = await store.read((reads) => reads.cardsByNumber(cardNumbers));
  const found = rows.find(({ record }) => record !== null);
  if (found === undefined) return;
  throw new StartFault(
    'demo-data',
    `the data was made by a demo: it holds the demo card ${found.cardNumber}, which anybody can print; take another --data folder or database`,
  );
}
