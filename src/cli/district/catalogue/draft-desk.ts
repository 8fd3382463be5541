import {
  approveDraft,
  approversOf,
  beginDraft,
  draftView,
  dropDraft,
  returnDraft,
  saveDraft,
  submitDraft,
} from '../../../district/catalogue/draft.ts';
import { listPublications, withdrawPublication } from '../../../district/catalogue/publications.ts';
import type { CatalogueSource } from '../../../district/roster/catalogue.ts';
import { systemSecrets } from '../../../district/storage/secrets.ts';
import type { DistrictStore } from '../../../district/storage/store.ts';
import type { Catalogue } from '../../../domain/catalogue/catalogue.ts';
import { catalogueInFile } from '../../../domain/catalogue/catalogue-file.ts';
import {
  type CatalogueDraft,
  DraftOutcome,
  DraftReply,
  type Publication,
  PublicationsReply,
  WithdrawalReply,
} from '../../../protocol/wire-drafts.ts';
import { CatalogueInForce } from '../../../protocol/wire-overview.ts';
import { CommandFault } from '../../input/terminal.ts';
import { type OfficeClient, readOffice } from '../office-client.ts';
import { servedCatalogue } from '../stored-catalogues.ts';

type DraftStepName = 'save' | 'submit' | 'approve' | 'return' | 'drop';

/** The draft of the catalogue, wherever it is. */
export interface DraftDesk {
  draft(): Promise<CatalogueDraft | null>;
  /** How many officers could approve the draft; null if the district does not say. */
  approvers(): Promise<number | null>;
  inForce(): Promise<Catalogue>;
  begin(fromVersion: number | null): Promise<DraftOutcome>;
  step(
    name: DraftStepName,
    order: { readonly revision: number; readonly payload?: object; readonly comment?: string },
  ): Promise<DraftOutcome>;
  publications(): Promise<readonly Publication[]>;
  withdraw(version: number, reason: string): Promise<WithdrawalReply>;
}

/** In data that this command has open; `by` is the officer whose name was given. */
export async function storedDraftDesk(
  store: DistrictStore,
  source: CatalogueSource,
  by: string,
): Promise<DraftDesk> {
  const now = Date.now;
  const services = { store, now, secrets: systemSecrets, catalogue: await servedCatalogue(store, source) };
  return {
    async draft() {
      const row = await store.read((reads) => reads.openDraft());
      return row === null ? null : draftView(row);
    },
    approvers: () => store.read(async (reads) => approversOf(reads, await reads.openDraft(), by)),
    inForce: async () => services.catalogue.catalogue,
    begin: (fromVersion) => beginDraft(services, { by, fromVersion }),
    step(name, { revision, payload, comment = '' }) {
      const step = { by, revision };
      if (name === 'save') return saveDraft(services, { ...step, payload });
      if (name === 'return') return returnDraft(services, { ...step, comment });
      const take = { submit: submitDraft, approve: approveDraft, drop: dropDraft }[name];
      return take(services, step);
    },
    publications: () => listPublications(services),
    withdraw: (version, reason) => withdrawPublication(services, { version, by, reason }),
  };
}

/** In a district that runs. */
export function runningDraftDesk(ask: OfficeClient): DraftDesk {
  const path = 'catalogue/draft';
  return {
    draft: async () => readOffice(await ask(path), DraftReply).draft,
    approvers: async () => readOffice(await ask(path), DraftReply).approvers,
    async inForce() {
      const { file } = readOffice(await ask('catalogue'), CatalogueInForce);
      const catalogue = catalogueInFile(file);
      if (catalogue === null) throw new CommandFault('现行目录读不了 the catalogue in force cannot be read');
      return catalogue;
    },
    begin: async (fromVersion) =>
      readOffice(await ask(`${path}/begin`, fromVersion === null ? {} : { fromVersion }), DraftOutcome),
    step: async (name, order) => readOffice(await ask(`${path}/${name}`, order), DraftOutcome),
    publications: async () => readOffice(await ask('catalogue/publications'), PublicationsReply).publications,
    withdraw: async (version, reason) =>
      readOffice(await ask(`catalogue/publications/${version}/withdraw`, { reason }), WithdrawalReply),
  };
}
