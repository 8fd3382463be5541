import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { pushEntries } from '../../src/district/journal/journal.ts';
import { shareLeases } from '../../src/district/leases/leases.ts';
import { claimRight } from '../../src/district/leases/rights.ts';
import { hashOfEntry } from '../../src/domain/journal/journal-entry.ts';
import * as wire from '../../src/protocol/wire.ts';
import * as kiosks from '../../src/protocol/wire-kiosks.ts';
import * as limits from '../../src/protocol/wire-limits.ts';
import * as notices from '../../src/protocol/wire-notices.ts';
import * as replaced from '../../src/protocol/wire-replaced.ts';
import { servicesOn } from '../district/logic.ts';
import { memoryStore } from '../district/stores.ts';

/**
 * What went over the wire in each version, a file a message, named for its schema: `PushReply.findings.json` is
 * a `PushReply`. Files of a version that was shipped stay as they are; a later one adds a folder.
 */
const FOLDER = new URL('fixtures/', import.meta.url);
const schemas: Readonly<Record<string, unknown>> = {
  ...wire,
  ...limits,
  ...replaced,
  ...kiosks,
  ...notices,
};

const versions = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const messages = versions.flatMap((version) =>
  readdirSync(new URL(`${version}/`, FOLDER)).map((file) => ({ version, file })),
);

function read(version: string, file: string): unknown {
  return JSON.parse(readFileSync(new URL(`${version}/${file}`, FOLDER), 'utf8'));
}

function schemaOf(file: string): z.ZodType {
  const schema = schemas[file.split('.')[0] ?? ''];
  if (!(schema instanceof z.ZodType)) throw new Error(`${file} is named for no schema of the wire`);
  return schema;
}

describe('the wire of every version', () => {
  test.each(messages)('$version: $file is still understood, whole', ({ version, file }) => {
    const message = read(version, file);
    expect(schemaOf(file).parse(message)).toEqual(message);
  });

  test.each(messages.filter(({ file }) => /Reply|Page|Error/.test(file)))(
    '$version: $file may have more fields than a kiosk knows',
    ({ version, file }) => {
      const message = read(version, file);
      expect(schemaOf(file).parse({ ...z.looseObject({}).parse(message), newer: [1] })).toEqual(message);
    },
  );

  test('has a message for each schema that a kiosk or the district reads', () => {
    const named = new Set(messages.map(({ file }) => file.split('.')[0]));
    expect([...named].sort()).toEqual(
      [
        'CatalogueReply',
        'EnrolReply',
        'EnrolRequest',
        'HealthReply',
        'KioskReport',
        'KioskReportReply',
        'LeaseReply',
        'LeaseRequest',
        'NoticesPage',
        'NoticesRead',
        'NoticesReadReply',
        'PushReply',
        'PushRequest',
        'ReplacedPage',
        'RightClaim',
        'RightReply',
        'RightsPage',
        'RosterReply',
        'SignedListReply',
        'WireError',
      ].sort(),
    );
  });
});

describe.each(versions)('a kiosk of %s at the district of today', (version) => {
  const { entries } = wire.PushRequest.parse(read(version, 'PushRequest.json'));
  const [first] = entries;
  if (first === undefined) throw new Error('no entries');
  const asker = {
    kioskId: 'kiosk',
    journalId: first.journalId,
    siteIds: ['liwan-gymnasium', 'liwan-tcm-hospital'],
  };

  async function districtThatKnowsIt() {
    const services = servicesOn(memoryStore());
    const { kioskId, siteIds, journalId } = asker;
    await services.store.transaction(async (writes) => {
      await writes.insertKiosk({
        kioskId,
        name: '前台',
        shortName: null,
        siteIds,
        publicKeyHex: '',
        enrolledAt: 0,
        revokedAt: null,
        revocationToldAt: null,
      });
      await writes.giveJournal(journalId, kioskId);
    });
    return services;
  }

  test('has its entries taken, whose hashes still fit', async () => {
    for (const entry of entries) expect(hashOfEntry(entry)).toBe(entry.hash);
    const outcome = await pushEntries(await districtThatKnowsIt(), { ...asker, entries });
    expect(outcome).toMatchObject({ ok: true, value: { acknowledged: { seq: entries.length } } });
  });

  test('has its requests for courts and rights answered', async () => {
    const services = await districtThatKnowsIt();
    await pushEntries(services, { ...asker, entries });
    const request = limits.LeaseRequest.parse(read(version, 'LeaseRequest.json'));
    expect(await shareLeases(services, asker, request)).toMatchObject({ ok: true });
    const claim = limits.RightClaim.parse(read(version, 'RightClaim.json'));
    expect(await claimRight(services, asker, claim)).toMatchObject({
      ok: true,
      value: { outcome: 'granted' },
    });
  });
});
