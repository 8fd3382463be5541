import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import * as wire from '../../src/protocol/wire.ts';
import * as advances from '../../src/protocol/wire-advances.ts';
import * as backup from '../../src/protocol/wire-backup.ts';
import * as cards from '../../src/protocol/wire-cards.ts';
import * as published from '../../src/protocol/wire-catalogue.ts';
import * as closings from '../../src/protocol/wire-closings.ts';
import * as erasure from '../../src/protocol/wire-erasure.ts';
import * as kiosks from '../../src/protocol/wire-kiosks.ts';
import * as limits from '../../src/protocol/wire-limits.ts';
import * as notes from '../../src/protocol/wire-notes.ts';
import * as notices from '../../src/protocol/wire-notices.ts';
import * as office from '../../src/protocol/wire-office.ts';
import * as officeRecords from '../../src/protocol/wire-office-records.ts';
import * as overview from '../../src/protocol/wire-overview.ts';
import * as quarantine from '../../src/protocol/wire-quarantine.ts';
import * as records from '../../src/protocol/wire-records.ts';
import * as replaced from '../../src/protocol/wire-replaced.ts';
import * as reports from '../../src/protocol/wire-reports.ts';
import * as staff from '../../src/protocol/wire-staff.ts';

/**
 * SHA-256 over the JSON schemas of everything that goes over the wire, by wire version. A change that
 * breaks a kiosk in the field needs a new version with a line of its own; one that adds for both sides
 * changes the line of the present version, knowingly. Lines of versions once shipped stay.
 */
const HASHES: Readonly<Record<string, string>> = {
  v1: '555709a00bdc82245b41b28d1bdec0d7d7383f0e4a8c942b437fe7fa810cd73b',
};

const schemas = Object.entries({
  ...wire,
  ...limits,
  ...overview,
  ...replaced,
  ...quarantine,
  ...kiosks,
  ...backup,
  ...records,
  ...notes,
  ...notices,
  ...reports,
  ...advances,
  ...staff,
  ...closings,
  ...published,
  ...cards,
  ...office,
  ...officeRecords,
  ...erasure,
}).flatMap(([name, value]): [string, z.ZodType][] => (value instanceof z.ZodType ? [[name, value]] : []));

describe('the wire', () => {
  test('is what its version says', () => {
    expect(HASHES[wire.WIRE_VERSION]).toBe(hashOf(schemas));
  });

  test('is hashed with every schema that it exports', () => {
    expect(schemas.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        'EnrolRequest',
        'PushRequest',
        'RosterReply',
        'CatalogueReply',
        'SignedListReply',
        'WireError',
      ]),
    );
    expect(schemas).toHaveLength(149);
  });

  test('has another hash for every small change of a schema', () => {
    const changed = [
      [['A', z.strictObject({ a: z.string() })]],
      [['A', z.strictObject({ a: z.string().optional() })]],
      [['A', z.strictObject({ a: z.string().max(3) })]],
      [['A', z.strictObject({ a: z.string(), b: z.int() })]],
      [['A', z.object({ a: z.string() })]],
      [['B', z.strictObject({ a: z.string() })]],
    ] as const;
    expect(new Set(changed.map(([[name, schema]]) => hashOf([[name, schema]]))).size).toBe(changed.length);
  });
});

/** What is sent and what is understood: both shapes of each schema, whatever the order of their keys. */
function hashOf(named: readonly (readonly [string, z.ZodType])[]): string {
  const shapes = named.map(([name, schema]) => [
    name,
    z.toJSONSchema(schema, { io: 'input' }),
    z.toJSONSchema(schema, { io: 'output' }),
  ]);
  const byName = Object.fromEntries(shapes.map(([name, ...both]) => [String(name), both]));
  return createHash('sha256')
    .update(canonicalize(byName) ?? '')
    .digest('hex');
}
