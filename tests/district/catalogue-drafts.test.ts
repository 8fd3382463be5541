import { describe, expect, test } from 'vitest';
import {
  approveDraft,
  approversOf,
  beginDraft,
  dropDraft,
  returnDraft,
  reviewDraft,
  saveDraft,
  submitDraft,
} from '../../src/district/catalogue/draft.ts';
import {
  listPublications,
  signDraft,
  withdrawPublication,
} from '../../src/district/catalogue/publications.ts';
import { newOfficerRow } from '../../src/district/office/officers.ts';
import { shippedCatalogue } from '../../src/district/roster/catalogue.ts';
import { developmentCatalogueSigner } from '../../src/district/roster/keys.ts';
import { currentCatalogue, publishCatalogue } from '../../src/district/roster/published-catalogue.ts';
import type { DistrictStore } from '../../src/district/storage/store.ts';
import type { CatalogueDraft, DraftOutcome } from '../../src/protocol/wire-drafts.ts';
import { servicesOn } from './logic.ts';
import { storeKinds, useStore } from './stores.ts';

const shipped = await shippedCatalogue();
const AUTHOR = '李明';
const SECOND = '王芳';

function draftIn(outcome: DraftOutcome): CatalogueDraft {
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.draft;
}

/** A district whose catalogue is the shipped one, with two officers. */
async function officeOn(store: DistrictStore) {
  const services = servicesOn(store);
  const { catalogue, text } = services.catalogue;
  await store.transaction(async (writes) => {
    await writes.insertCatalogue({ version: catalogue.version, text, storedAt: services.clock });
    for (const [name, role] of [
      [AUTHOR, 'officer'],
      [SECOND, 'administrator'],
      ['财务', 'finance'],
    ] as const) {
      const grant = { role, siteIds: null };
      await writes.putOfficer(newOfficerRow({ name, ...grant, passwordHash: 'x', at: services.clock }));
    }
    const draft = await writes.openDraft();
    if (draft !== null) await writes.putDraft({ ...draft, state: 'dropped' });
  });
  const publish = (file: string, by: string | null) => publishCatalogue(services, shipped, file, by);
  return { services: { ...services, now: () => services.clock }, held: catalogue.version, publish };
}

function hotlineOf(payload: object, hotline: string) {
  return { ...payload, hotline };
}

describe.each(storeKinds)('a draft of the catalogue on %s', { timeout: 60_000 }, (kind) => {
  const store = useStore(kind);

  test('says before it is begun, and after, how many others could approve it', async () => {
    const { services } = await officeOn(store());
    const approvers = (asker: string) =>
      store().read(async (reads) => approversOf(reads, await reads.openDraft(), asker));
    expect(await approvers(AUTHOR)).toBe(1);
    expect(await approvers('token:x')).toBe(2);
    draftIn(await beginDraft(services, { by: AUTHOR, fromVersion: null }));
    expect(await approvers(SECOND)).toBe(1);
    await store().transaction(async (writes) => {
      const officer = await writes.officer(SECOND);
      if (officer !== null) await writes.putOfficer({ ...officer, isLocked: true });
    });
    expect(await approvers(AUTHOR)).toBe(0);
  });

  test('is changed, handed in, approved by another, signed and in force, and stands in the list', async () => {
    const { services, held, publish } = await officeOn(store());
    const begun = draftIn(await beginDraft(services, { by: AUTHOR, fromVersion: null }));
    expect(begun).toMatchObject({ state: 'editing', version: held + 1, authors: [AUTHOR], revision: 1 });
    expect(await beginDraft(services, { by: SECOND, fromVersion: null })).toEqual({ kind: 'exists' });
    const by = AUTHOR;
    expect(await submitDraft(services, { by, revision: 1 })).toEqual({ kind: 'no-difference' });
    const payload = hotlineOf(begun.payload, '020-12345678');
    const saved = draftIn(await saveDraft(services, { by, revision: 1, payload }));
    const late = await saveDraft(services, { by: SECOND, revision: 1, payload });
    expect(late).toEqual({ kind: 'changed-meanwhile', by: AUTHOR, revision: 2 });
    const row = await store().read((reads) => reads.openDraft());
    expect(row && reviewDraft(row, services.catalogue.catalogue).differences.zh).toEqual([
      '全部优惠：咨询电话 020-81378224 → 020-12345678',
    ]);
    const submitted = draftIn(await submitDraft(services, { by, revision: saved.revision }));
    expect(await saveDraft(services, { by, revision: submitted.revision, payload })).toEqual({
      kind: 'wrong-state',
      state: 'submitted',
    });
    const { revision } = submitted;
    expect(await approveDraft(services, { by, revision })).toEqual({ kind: 'own-draft', authors: [AUTHOR] });
    for (const nobody of ['district:run', '财务']) {
      expect(await approveDraft(services, { by: nobody, revision })).toEqual({ kind: 'no-officer' });
    }
    const approved = draftIn(await approveDraft(services, { by: SECOND, revision }));
    expect(approved).toMatchObject({ state: 'approved', approvedBy: SECOND });
    const demo = {
      ...services,
      catalogueSigner: developmentCatalogueSigner,
      publishing: { publish, refresh: async () => {} },
    };
    expect(await signDraft(services, { by: SECOND, revision: approved.revision })).toEqual({
      kind: 'cannot-sign',
    });
    const signed = await signDraft(demo, { by: SECOND, revision: approved.revision });
    expect(signed).toMatchObject({ kind: 'published', version: held + 1, isInForce: true });
    expect(await store().read((reads) => reads.openDraft())).toBeNull();
    const [newest] = await listPublications(services);
    expect(newest).toMatchObject({ version: held + 1, publishedBy: SECOND, approvedBy: SECOND });
  });

  test('is given back with the reason, and its authors stay its authors', async () => {
    const { services } = await officeOn(store());
    const begun = draftIn(await beginDraft(services, { by: AUTHOR, fromVersion: null }));
    const payload = hotlineOf(begun.payload, '020-11111111');
    const saved = draftIn(await saveDraft(services, { by: SECOND, revision: 1, payload }));
    const submitted = draftIn(await submitDraft(services, { by: AUTHOR, revision: saved.revision }));
    const both = { kind: 'own-draft', authors: [AUTHOR, SECOND] };
    expect(await approveDraft(services, { by: SECOND, revision: submitted.revision })).toEqual(both);
    const step = { by: SECOND, revision: submitted.revision, comment: '电话不对' };
    const returned = draftIn(await returnDraft(services, step));
    expect(returned).toMatchObject({ state: 'editing', comment: '电话不对', submittedBy: null });
    expect(draftIn(await dropDraft(services, { by: AUTHOR, revision: returned.revision })).state).toBe(
      'dropped',
    );
    expect(await store().read((reads) => reads.openDraft())).toBeNull();
  });

  test('is refused with the place of what is wrong, and nothing is saved', async () => {
    const { services } = await officeOn(store());
    const { payload } = draftIn(await beginDraft(services, { by: AUTHOR, fromVersion: null }));
    const save = (change: object) =>
      saveDraft(services, { by: AUTHOR, revision: 1, payload: { ...payload, ...change } });
    expect(await save({ hotline: 'call us' })).toMatchObject({ kind: 'bad-shape', place: 'hotline' });
    expect(await save({ strange: 1 })).toMatchObject({ kind: 'bad-shape' });
    expect(await save({ sites: [] })).toMatchObject({ kind: 'bad-shape', place: 'sites' });
    const [first] = payload['items'] as { rules: object[] }[];
    const items = [{ ...first, rules: [{ kind: 'lottery', id: 'x' }] }];
    expect(await save({ items })).toMatchObject({ kind: 'bad-shape' });
    expect((await store().read((reads) => reads.openDraft()))?.revision).toBe(1);
    const blank = { ...payload, items: [{ ...first, siteIds: ['nowhere'] }] };
    const saved = draftIn(await saveDraft(services, { by: AUTHOR, revision: 1, payload: blank }));
    const submitted = await submitDraft(services, { by: AUTHOR, revision: saved.revision });
    expect(submitted.kind).toBe('has-errors');
  });

  test('that waits for its day is taken back, is not served on it, and its number stays used', async () => {
    const { services, held, publish } = await officeOn(store());
    const payload = JSON.parse(shipped.text).payload;
    const [last = held] = await store().read((reads) => reads.catalogueVersions());
    const waiting = developmentCatalogueSigner({ ...payload, version: last + 1, validFrom: '2026-11-24' });
    expect(await publish(waiting, AUTHOR)).toMatchObject({ kind: 'published', isInForce: false });
    const take = (version: number) =>
      withdrawPublication(services, { version, by: SECOND, reason: '价格有误' });
    expect(await take(held)).toEqual({ kind: 'in-force' });
    expect(await take(last + 9)).toEqual({ kind: 'unknown-version' });
    expect(await take(last + 1)).toEqual({ kind: 'withdrawn', version: last + 1 });
    expect(await take(last + 1)).toEqual({ kind: 'already' });
    const [newest] = await listPublications(services);
    expect(newest).toMatchObject({ state: 'withdrawn', withdrawnBy: SECOND, withdrawnReason: '价格有误' });
    const current = currentCatalogue({
      ...{ store: store(), catalogueTrust: shipped, first: services.catalogue },
      now: () => services.clock + 2 * 86_400_000,
      onChange: () => {},
    });
    await current.look();
    expect(current.current().catalogue.version).toBeLessThan(last + 1);
    const begun = draftIn(await beginDraft(services, { by: AUTHOR, fromVersion: held }));
    expect(begun).toMatchObject({ baseVersion: held, version: last + 2 });
  });
});
